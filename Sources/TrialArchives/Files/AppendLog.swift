import Glibc

/// A file of lines to which one program at a time appends; each line is on disk before ``append(_:)`` returns.
///
/// A line that a killed program left half-written is taken away when the file is opened again.
public final class AppendLog {
    /// Where it is.
    public let path: String
    /// The lines that stood there when it was opened.
    public let lines: [String]
    private let descriptor: Int32

    /// The most bytes that are read.
    private static let limit = 1 << 26

    /// Opens a file, or makes an empty one, and locks it.
    ///
    /// - Parameter path: Where it is.
    /// - Throws: `ArchiveError` where it cannot be opened, is no regular file, or another program has it open.
    public init(_ path: String) throws(ArchiveError) {
        self.path = path
        let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o666)
        guard descriptor >= 0 else { throw AtomicFile.failure(path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            let message = "another program is writing to it; go on there, or try again when that has ended"
            throw ArchiveError(.lockedByAnother, path: path, message)
        }
        do throws(ArchiveError) {
            let bytes = try FileBytes.read(path, limit: Self.limit)
            let whole = bytes[..<((bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1)]
            if whole.count < bytes.count { ftruncate(descriptor, whole.count) }
            lines = whole.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        AtomicFile.syncFolder(of: path)
    }

    deinit { close(descriptor) }

    /// Appends a line and waits until the disk has it.
    ///
    /// - Parameter line: The line, without its end.
    /// - Throws: `ArchiveError` where it cannot be written.
    public func append(_ line: String) throws(ArchiveError) {
        precondition(!line.utf8.contains(UInt8(ascii: "\n")), "a line has no line break")
        try AtomicFile.append(Array((line + "\n").utf8), to: descriptor, path: path)
        guard fdatasync(descriptor) == 0 else { throw AtomicFile.failure(path) }
    }

    /// Takes the file away.
    public func remove() {
        unlink(path)
        AtomicFile.syncFolder(of: path)
    }
}
