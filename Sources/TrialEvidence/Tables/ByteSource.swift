/// Bytes that come piece by piece: from memory, from a file, or out of a decompressor.
public protocol ByteSource: AnyObject {
    /// Fills the beginning of a buffer and says how many bytes came; 0 only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

/// Bytes that are in memory already.
public final class MemorySource: ByteSource {
    private let bytes: [UInt8]
    private var position = 0

    /// Gives the bytes, from the first to the last.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Copies the next bytes.
    public func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - position)
        buffer.copyBytes(from: bytes[position..<(position + count)])
        position += count
        return count
    }
}

/// A source whose first bytes can be looked at before they are read.
public final class PeekedSource: ByteSource {
    /// The first bytes of the source, at most as many as were asked for; skipped ones are gone.
    public private(set) var head: [UInt8]
    private let source: any ByteSource

    /// Reads the first bytes of a source ahead.
    public init(_ source: any ByteSource, count: Int = 1 << 16) throws {
        self.source = source
        head = []
        var buffer = [UInt8](repeating: 0, count: count)
        while head.count < count {
            let came = try buffer.withUnsafeMutableBytes { bytes in
                try source.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[head.count...]))
            }
            guard came > 0 else { break }
            head += buffer[head.count..<(head.count + came)]
        }
    }

    /// Leaves out bytes of the head.
    public func skip(_ count: Int) { head.removeFirst(min(count, head.count)) }

    /// Gives the head first, then what follows.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard !head.isEmpty else { return try source.read(into: buffer) }
        let count = min(buffer.count, head.count)
        buffer.copyBytes(from: head[..<count])
        head.removeFirst(count)
        return count
    }
}

extension ByteSource {
    /// Reads everything that is left; `nil` where that is more than a limit.
    public func readAll(limit: Int) throws -> [UInt8]? {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = try chunk.withUnsafeMutableBytes { try read(into: $0) }
            guard count > 0 else { return bytes }
            guard bytes.count + count <= limit else { return nil }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}
