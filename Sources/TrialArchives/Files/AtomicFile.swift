import Glibc

/// Files that are there wholly or not at all: written beside, flushed to disk, then renamed.
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
        var staged: [(beside: String, path: String)] = []
        do throws(ArchiveError) {
            for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
                staged.append((try stage(bytes, beside: path), path))
            }
            while let next = staged.first {
                guard rename(next.beside, next.path) == 0 else { throw failure(next.path) }
                staged.removeFirst()
                syncFolder(of: next.path)
            }
        } catch {
            for file in staged { unlink(file.beside) }
            throw error
        }
    }

    private static func stage(_ bytes: [UInt8], beside path: String) throws(ArchiveError) -> String {
        let (beside, descriptor) = try beside(path)
        do throws(ArchiveError) {
            try fill(descriptor, with: bytes, path: path)
        } catch {
            close(descriptor)
            unlink(beside)
            throw error
        }
        // Some file systems report a full disk only here.
        guard close(descriptor) == 0 else {
            let error = failure(path)
            unlink(beside)
            throw error
        }
        return beside
    }

    /// A new file with a name of its own in the folder of another.
    static func beside(_ path: String) throws(ArchiveError) -> (name: String, descriptor: Int32) {
        let (folder, name) = split(path)
        var template = Array("\(folder)/.\(name).XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw failure(path) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return (template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }, descriptor)
    }

    static func fill(_ descriptor: Int32, with bytes: [UInt8], path: String) throws(ArchiveError) {
        try append(bytes, to: descriptor, path: path)
        try finish(descriptor, path: path)
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

    static func finish(_ descriptor: Int32, path: String) throws(ArchiveError) {
        guard fchmod(descriptor, 0o644) == 0, fsync(descriptor) == 0 else { throw failure(path) }
    }

    static func failure(_ path: String) -> ArchiveError {
        let advice = errno == ENOSPC ? "free some space and try again" : "check the folder and its permissions"
        return ArchiveError(.cannotWrite, path: path, "it cannot be written: \(SystemCall.reason); \(advice)")
    }

    static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let folder = path[..<slash]
        return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
    }

    static func syncFolder(of path: String) {
        let descriptor = open(split(path).folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
