import Glibc

/// Whole files as bytes.
public enum FileBytes {
    /// Reads a regular file of at most so many bytes.
    public static func read(_ path: String, limit: Int = 1 << 30) throws(ArchiveError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(path) }
        guard status.st_mode & Glibc.S_IFMT == Glibc.S_IFREG else {
            throw ArchiveError(.notARegularFile, path: path, "it is not a file; name a file")
        }
        guard status.st_size <= limit else {
            throw ArchiveError(.tooLarge, path: path, "the file is larger than the limit of \(limit) bytes")
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress! + filled, buffer.count - filled)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path) }
            guard count > 0 else { break }
            filled += count
        }
        bytes.removeLast(bytes.count - filled)
        return bytes
    }

    /// Whether a folder stands at the path.
    public static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & Glibc.S_IFMT == Glibc.S_IFDIR
    }

    private static func failure(_ path: String) -> ArchiveError {
        let missing = errno == ENOENT
        let reason = missing ? "there is no such file; check the path" : "it cannot be read: \(SystemCall.reason)"
        return ArchiveError(missing ? .missingFile : .cannotRead, path: path, reason)
    }
}

enum SystemCall {
    /// What the last system call had to say.
    static var reason: String { String(cString: strerror(errno)) }
}
