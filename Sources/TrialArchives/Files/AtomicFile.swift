import Glibc
import TrialEvidence

/// Files that are there wholly or not at all: written beside, flushed to disk, then renamed.
///
/// Links are followed, so that what they lead to is replaced and they stay; a device, a pipe or an open descriptor such as
/// `/dev/stdout` is written through. A file that stood there keeps its mode and, where that is allowed, its owner; a new one has the
/// mode that the umask leaves.
public enum AtomicFile {
    /// Writes one file, replacing what was there.
    public static func write(_ bytes: [UInt8], to path: String) throws(ArchiveError) {
        try write([path: bytes])
    }

    /// Writes several files: all are written beside and flushed before the first is renamed.
    ///
    /// After an error no file has changed, unless a rename itself failed half-way through the set, which a full disk cannot
    /// cause. Nothing half-written stays behind.
    public static func write(_ files: [String: [UInt8]]) throws(ArchiveError) {
        let staged = StagedFiles()
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) { try staged.begin(path).write(bytes) }
        try staged.commit()
    }

    static func append(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(ArchiveError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress! + written, buffer.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(path) }
            written += count
        }
    }

    static func failure(_ path: String) -> ArchiveError {
        let advice =
            switch errno {
            case ENOSPC, EDQUOT: "free some space and try again"
            case EFBIG: "raise the limit on the size of files"
            case EPIPE: "whoever reads it went away"
            default: "check the folder and its permissions"
            }
        return ArchiveError(.cannotWrite, path: path, "it cannot be written: \(SystemCall.reason); \(advice)")
    }

    static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let folder = path[..<slash]
        return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
    }

    /// The folder in which a path lies; `.` for a bare name.
    public static func folder(of path: String) -> String { split(path).folder }

    static func syncFolder(of path: String) { FolderEntries.sync(split(path).folder) }
}
