import Glibc
import TrialEvidence

/// Whole files as bytes.
public enum FileBytes {
    /// Reads a regular file of at most so many bytes; throws where it changes meanwhile.
    public static func read(_ path: String, limit: Int = 1 << 30) throws(ArchiveError) -> [UInt8] {
        do {
            guard size(path) <= limit, let bytes = try FileSource(path).readAll(limit: limit) else {
                throw ArchiveError(.tooLarge, path: path, "the file is larger than the limit of \(limit) bytes")
            }
            return bytes
        } catch let error as ArchiveError {
            throw error
        } catch {
            preconditionFailure("reading a file fails with an error of this library")
        }
    }

    /// How many bytes the file at a path has, links followed; zero where there is none.
    static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Whether a folder stands at the path, links followed.
    public static func isFolder(_ path: String) -> Bool { kind(path) == Glibc.S_IFDIR }

    /// Whether a regular file stands at the path, links followed: no device and no pipe.
    public static func isFile(_ path: String) -> Bool { kind(path) == Glibc.S_IFREG }

    private static func kind(_ path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & Glibc.S_IFMT : nil
    }

    static func failure(_ path: String) -> ArchiveError {
        let missing = errno == ENOENT
        let reason = missing ? "there is no such file; check the path" : "it cannot be read: \(SystemCall.reason)"
        return ArchiveError(missing ? .missingFile : .cannotRead, path: path, reason)
    }
}

enum SystemCall {
    /// What the last system call had to say.
    static var reason: String { String(cString: strerror(errno)) }
}
