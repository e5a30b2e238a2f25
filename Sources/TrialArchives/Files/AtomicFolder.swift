import Glibc

/// A folder of files that is there wholly or not at all: written beside, flushed to disk, then renamed.
public enum AtomicFolder {
    /// Writes a new folder; one that is there already must be empty.
    ///
    /// The names may contain `/` for folders inside; they must be safe names (see ``EntryName``).
    public static func write(_ files: [String: [UInt8]], to path: String) throws(ArchiveError) {
        let target = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        let (folder, name) = AtomicFile.split(target)
        var template = Array("\(folder)/.\(name).XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw AtomicFile.failure(path) }
        let beside = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        do throws(ArchiveError) {
            for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
                try write(bytes, to: name, in: beside)
            }
            guard chmod(beside, 0o755) == 0 else { throw AtomicFile.failure(path) }
            guard rename(beside, target) == 0 else { throw renameFailure(path) }
        } catch {
            remove(beside)
            throw error
        }
        AtomicFile.syncFolder(of: target)
    }

    private static func write(_ bytes: [UInt8], to name: String, in folder: String) throws(ArchiveError) {
        try EntryName.check(name, archive: folder)
        var parent = folder
        for part in name.split(separator: "/").dropLast() {
            parent += "/\(part)"
            guard mkdir(parent, 0o755) == 0 || errno == EEXIST else { throw AtomicFile.failure(parent) }
        }
        let path = "\(folder)/\(name)"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw AtomicFile.failure(path) }
        defer { close(descriptor) }
        try AtomicFile.fill(descriptor, with: bytes, path: path)
    }

    private static func renameFailure(_ path: String) -> ArchiveError {
        guard errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR else { return AtomicFile.failure(path) }
        return ArchiveError(.alreadyExists, path: path, "something is there already; remove it or name another place")
    }

    private static func remove(_ path: String) {
        guard let stream = opendir(path) else { return }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            let child = "\(path)/\(name)"
            if unlink(child) != 0 { remove(child) }
        }
        closedir(stream)
        rmdir(path)
    }
}
