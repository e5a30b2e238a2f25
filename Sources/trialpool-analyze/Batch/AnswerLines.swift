import Foundation

/// Lines read from a pipe, one at a time.
final class AnswerLines: @unchecked Sendable {
    private let handle: FileHandle
    private var rest = Data()
    private var searched = 0
    private var chunk = [UInt8](repeating: 0, count: 1 << 16)

    init(_ handle: FileHandle) { self.handle = handle }

    /// The next line without its end; nil where the pipe ended before one was whole.
    func next() -> String? {
        while true {
            if let length = lengthOfLine() {
                let line = String(decoding: rest.prefix(length), as: UTF8.self)
                rest = rest.count == length + 1 ? Data() : Data(rest.dropFirst(length + 1))
                searched = 0
                return line
            }
            searched = rest.count
            let count = read(handle.fileDescriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            chunk.withUnsafeBytes { rest.append(contentsOf: $0.prefix(count)) }
        }
    }

    private func lengthOfLine() -> Int? {
        rest.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, searched < bytes.count else { return nil }
            return memchr(base + searched, 0x0A, bytes.count - searched).map { UnsafeRawPointer($0) - base }
        }
    }
}
