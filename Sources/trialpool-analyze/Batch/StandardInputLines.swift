import Foundation

/// The lines of standard input as bytes, blank ones left out.
struct StandardInputLines {
    private let input = StandardInput(wanted: "the requests")
    private var buffer = Data()
    /// Where the bytes begin that were not searched for a line's end.
    private var searched = 0
    private var isAtEnd = false

    /// The next lines, at least one and at most `most`, without waiting for more than the first; nil at the end.
    mutating func next(most: Int) throws -> [Data]? {
        var lines: [Data] = []
        while lines.count < most {
            if let line = takeLine() {
                if !line.allSatisfy(Self.isBlank) { lines.append(line) }
            } else if isAtEnd || (!lines.isEmpty && !Self.hasMore()) {
                break
            } else {
                try read()
            }
        }
        return lines.isEmpty ? nil : lines
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private mutating func takeLine() -> Data? {
        if let length = lengthOfLine() {
            let start = buffer.startIndex
            let line = Data(buffer[start..<(start + length)])
            buffer = buffer[(start + length + 1)...]
            searched = 0
            return line
        }
        searched = buffer.count
        guard isAtEnd, !buffer.isEmpty else { return nil }
        defer { (buffer, searched) = (Data(), 0) }
        return Data(buffer)
    }

    /// The bytes before the next line feed; nil where none has come.
    private func lengthOfLine() -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, searched < bytes.count else { return nil }
            return memchr(base + searched, 0x0A, bytes.count - searched).map { UnsafeRawPointer($0) - base }
        }
    }

    private mutating func read() throws {
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        let count = try chunk.withUnsafeMutableBytes { try input.read(into: $0) }
        if count == 0 { isAtEnd = true }
        // Bytes that were taken are let go before new ones come.
        if buffer.startIndex > 0 { buffer = Data(buffer) }
        buffer.append(contentsOf: chunk[..<count])
    }

    /// Whether bytes have come that were not read.
    private static func hasMore() -> Bool {
        var input = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
        return poll(&input, 1, 0) > 0
    }
}
