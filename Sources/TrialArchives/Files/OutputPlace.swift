import Glibc

/// Where the bytes go that are written to a path, its links followed.
enum OutputPlace {
    /// A regular file, or none yet: written beside and renamed. `existing` is what stands there.
    case file(path: String, existing: stat?)
    /// A device, a pipe, a socket or an open descriptor: written through.
    case stream(path: String)

    /// Finds what stands at a path.
    ///
    /// - Throws: `ArchiveError` where it is a folder, or cannot be asked.
    init(_ path: String) throws(ArchiveError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno == ENOENT else { throw AtomicFile.failure(path) }
            self = .file(path: Self.end(of: path), existing: nil)
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            let end = Self.end(of: path)
            self = Self.descriptor(end) == nil ? .file(path: end, existing: status) : .stream(path: end)
        case S_IFDIR:
            throw ArchiveError(.cannotWrite, path: path, "a folder stands there; name a file")
        default:
            self = .stream(path: Self.end(of: path))
        }
    }

    /// Where the links from a path lead: to a file, to nothing, or to an open descriptor, which is named and not followed.
    private static func end(of path: String) -> String {
        var path = path
        for _ in 0..<40 {
            guard descriptor(path) == nil, let target = link(at: path) else { break }
            path = target.hasPrefix("/") ? target : "\(AtomicFile.split(path).folder)/\(target)"
        }
        return path
    }

    private static func link(at path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        guard readlink(path, &buffer, buffer.count - 1) > 0 else { return nil }
        return buffer.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    /// The number of one of the program's own descriptors, where a path such as `/dev/fd/3` names it.
    private static func descriptor(_ path: String) -> Int32? {
        let (folder, name) = AtomicFile.split(path)
        guard let number = Int32(name), number >= 0 else { return nil }
        return ["/dev/fd", "/proc/self/fd", "/proc/\(getpid())/fd", "/proc/thread-self/fd"].contains(folder)
            ? number : nil
    }

    /// Writes bytes through to a device, a pipe or an open descriptor.
    ///
    /// What is open already is not opened again: that would begin a file anew under what else is written to it.
    static func writeThrough(_ bytes: [UInt8], to path: String) throws(ArchiveError) {
        let descriptor = Self.descriptor(path).map { dup($0) } ?? open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw AtomicFile.failure(path) }
        do throws(ArchiveError) {
            try AtomicFile.append(bytes, to: descriptor, path: path)
        } catch {
            close(descriptor)
            throw error
        }
        guard close(descriptor) == 0 else { throw AtomicFile.failure(path) }
    }
}
