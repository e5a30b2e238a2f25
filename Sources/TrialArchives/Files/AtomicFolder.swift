import CLinux
import Glibc

/// A folder of files that is there wholly or not at all: written beside, flushed to disk, then renamed.
public enum AtomicFolder {
    /// Writes a new folder; one that is there already must be empty.
    ///
    /// The names may contain `/` for folders inside; they must be safe names (see ``EntryName``).
    public static func write(_ files: [String: [UInt8]], to path: String) throws(ArchiveError) {
        try put(files, at: path) { beside, target throws(ArchiveError) in
            guard rename(beside, target) == 0 else { throw renameFailure(path) }
        }
    }

    /// Writes a folder in the place of one that is there, which goes with all that is in it.
    ///
    /// Both change places in one step, so there is a whole folder at every moment. One that holds these very files and nothing else
    /// stays as it is.
    public static func replace(_ files: [String: [UInt8]], at path: String) throws(ArchiveError) {
        if FolderContent(files).stands(at: path) { return }
        try put(files, at: path) { beside, target throws(ArchiveError) in
            guard trialpool_exchange(beside, target) == 0 else { throw AtomicFile.failure(path) }
            Leftovers.remove(beside)
        }
    }

    private static func put(
        _ files: [String: [UInt8]], at path: String, _ take: (String, String) throws(ArchiveError) -> Void
    ) throws(ArchiveError) {
        let target = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        let beside = try Leftovers.make(beside: target) { name in
            guard mkdir(name, 0o777) == 0 else { return -1 }
            return open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
        defer { close(beside.descriptor) }
        do throws(ArchiveError) {
            for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
                try write(bytes, to: name, in: beside.path)
            }
            try take(beside.path, target)
        } catch {
            Leftovers.remove(beside.path)
            throw error
        }
        AtomicFile.syncFolder(of: target)
    }

    private static func write(_ bytes: [UInt8], to name: String, in folder: String) throws(ArchiveError) {
        try EntryName.check(name, archive: folder)
        var parent = folder
        for part in name.split(separator: "/").dropLast() {
            parent += "/\(part)"
            guard mkdir(parent, 0o777) == 0 || errno == EEXIST else { throw AtomicFile.failure(parent) }
        }
        let path = "\(folder)/\(name)"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw AtomicFile.failure(path) }
        defer { close(descriptor) }
        try AtomicFile.append(bytes, to: descriptor, path: path)
        guard fsync(descriptor) == 0 else { throw AtomicFile.failure(path) }
    }

    private static func renameFailure(_ path: String) -> ArchiveError {
        guard errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR else { return AtomicFile.failure(path) }
        return ArchiveError(.alreadyExists, path: path, "something is there already; remove it or name another place")
    }
}
