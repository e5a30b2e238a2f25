import Glibc
import TrialEvidence

/// A regular file that is read piece by piece and must not change meanwhile.
///
/// Size, time of change and identity are compared before the first and after the last piece.
public final class FileSource: ByteSource {
    /// The path.
    public let path: String
    /// The size at the beginning.
    public let size: Int
    /// How many bytes were read so far.
    public private(set) var position = 0
    private let descriptor: Int32
    private let before: FileStamp
    private let onRead: (Int) -> Void

    /// Opens a regular file; `onRead` is told how many bytes each piece had.
    public init(_ path: String, onRead: @escaping (Int) -> Void = { _ in }) throws(ArchiveError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileBytes.failure(path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let error = FileBytes.failure(path)
            close(descriptor)
            throw error
        }
        guard status.st_mode & Glibc.S_IFMT == Glibc.S_IFREG else {
            close(descriptor)
            let isFolder = status.st_mode & Glibc.S_IFMT == Glibc.S_IFDIR
            let message = isFolder ? "it is a folder; name a file" : "it is not a file; name a file"
            throw ArchiveError(.notARegularFile, path: path, message)
        }
        self.descriptor = descriptor
        self.path = path
        size = Int(status.st_size)
        before = FileStamp(status)
        self.onRead = onRead
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    deinit { close(descriptor) }

    /// Reads the next bytes; at the end throws where the file has changed since it was opened.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileBytes.failure(path) }
            position += count
            if count == 0 { try checkUnchanged() } else { onRead(count) }
            return count
        }
    }

    private func checkUnchanged() throws(ArchiveError) {
        var status = stat()
        let isSame = fstat(descriptor, &status) == 0 && FileStamp(status) == before && FileStamp(path) == before
        guard isSame, position == size else {
            let message = "the file changed while it was read; wait until nobody writes to it and try again"
            throw ArchiveError(.changedWhileRead, path: path, message)
        }
    }
}

/// What tells whether a file is still the one it was: its identity, its size and the times of its last changes.
public struct FileStamp: Sendable, Hashable {
    /// The size in bytes.
    public let size: Int
    private let identity: [UInt64]
    private let times: [Int]

    /// Takes the stamp of what stands at a path now; `nil` where there is nothing.
    public init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    init(_ status: stat) {
        size = Int(status.st_size)
        identity = [UInt64(status.st_dev), UInt64(status.st_ino)]
        times = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
    }
}
