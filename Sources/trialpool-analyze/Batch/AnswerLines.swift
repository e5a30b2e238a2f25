import Foundation

/// Lines read from a pipe and passed on as they come.
final class AnswerLines: @unchecked Sendable {
    private let handle: FileHandle
    /// The beginning of a line whose end has not come.
    private var begun: [UInt8] = []
    private var chunk = [UInt8](repeating: 0, count: 1 << 16)

    init(_ handle: FileHandle) { self.handle = handle }

    /// Passes on so many lines with their ends, as soon as they are whole; gives how many came before the pipe ended.
    func pass(_ count: Int, to write: ([UInt8]) -> Void) -> Int {
        var passed = 0
        while passed < count {
            let came = read(handle.fileDescriptor, &chunk, chunk.count)
            if came < 0, errno == EINTR { continue }
            guard came > 0 else { return passed }
            let bytes = chunk[..<came]
            guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else {
                begun += bytes
                continue
            }
            write(begun + bytes[...end])
            passed += bytes.count { $0 == UInt8(ascii: "\n") }
            begun = Array(bytes[(end + 1)...])
        }
        return passed
    }
}
