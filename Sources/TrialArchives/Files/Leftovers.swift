import Glibc
import TrialEvidence

/// Files and folders that are being written beside their places, and those that a killed program left there.
///
/// Each is named `.NAME.trialpool-XXXXXXXX` and locked by the program that writes it, so one that nobody has locked is
/// nobody's and is removed when the next program writes to the same place.
enum Leftovers {
    /// A new file or folder beside a path that the program has locked.
    struct Beside {
        /// Where it is.
        let path: String
        /// Open and locked, until it is closed.
        let descriptor: Int32
    }

    /// Makes a new file or folder beside a path, after removing what was left there.
    ///
    /// `create` makes it under a name and opens it; -1 where that failed.
    static func make(
        beside path: String, create: (String) -> Int32
    ) throws(ArchiveError) -> Beside {
        sweep(path)
        for _ in 0..<100 {
            let name = prefix(path) + String(UInt32.random(in: 0x1000_0000...UInt32.max), radix: 16)
            let descriptor = create(name)
            if descriptor < 0 {
                if errno == EEXIST { continue }
                throw AtomicFile.failure(path)
            }
            // Another program that sweeps may have come between; what it took away is made again.
            let isMine = flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
            if isMine, stands(name, descriptor) {
                return Beside(path: name, descriptor: descriptor)
            }
            close(descriptor)
        }
        throw ArchiveError(.cannotWrite, path: path, "no name is free beside it; check the folder")
    }

    /// Whether a path still names what was opened under it.
    static func stands(_ path: String, _ descriptor: Int32) -> Bool {
        var (named, opened) = (stat(), stat())
        return lstat(path, &named) == 0 && fstat(descriptor, &opened) == 0 && named.st_ino == opened.st_ino
    }

    private static func prefix(_ path: String) -> String {
        let (folder, name) = AtomicFile.split(path)
        // A name may have 255 bytes, this one too.
        return "\(folder)/.\(String(decoding: name.utf8.prefix(220), as: UTF8.self)).trialpool-"
    }

    /// Removes what killed programs left beside a path.
    private static func sweep(_ path: String) {
        let folder = AtomicFile.split(path).folder
        // What a journal names is not left over: it still has to take its place.
        guard !DatasetJournal.isUnfinished(folder) else { return }
        let prefix = AtomicFile.split(prefix(path)).name
        for name in FolderEntries.names(in: folder) ?? []
        where name.hasPrefix(prefix) && name.utf8.count == prefix.utf8.count + 8 {
            let descriptor = open("\(folder)/\(name)", O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { remove("\(folder)/\(name)") }
            close(descriptor)
        }
    }

    /// Removes a file, or a folder with all that is in it.
    static func remove(_ path: String) {
        guard unlink(path) != 0, errno == EISDIR else { return }
        for name in FolderEntries.names(in: path) ?? [] { remove("\(path)/\(name)") }
        rmdir(path)
    }
}
