import Glibc
import TrialEvidence

/// Files that are written beside their places piece by piece and take them all together at the end.
///
/// Until ``commit()`` nothing that stood there has changed; what is not committed is removed again. What goes to a device or a
/// pipe is kept in memory until then.
public final class StagedFiles {
    /// One file that is being written.
    public final class File {
        /// Where it will be.
        public let path: String
        /// Where it is until then; nil where it goes to a device or a pipe.
        fileprivate let beside: Leftovers.Beside?
        private var pending: [UInt8] = []
        /// Whether the file beside stays where it is when this object goes.
        fileprivate var isKept = false

        fileprivate init(path: String, beside: Leftovers.Beside?) {
            (self.path, self.beside) = (path, beside)
        }

        deinit {
            guard let beside else { return }
            // After the commit there is nothing of that name.
            if !isKept { unlink(beside.path) }
            close(beside.descriptor)
        }

        /// Writes the next bytes.
        public func write(_ bytes: [UInt8]) throws(ArchiveError) {
            pending += bytes
            if beside != nil, pending.count >= 1 << 18 { try flush() }
        }

        fileprivate func flush() throws(ArchiveError) {
            guard let beside else { return }
            try AtomicFile.append(pending, to: beside.descriptor, path: path)
            pending.removeAll(keepingCapacity: true)
        }

        /// Everything that was written is on disk.
        fileprivate func finish() throws(ArchiveError) {
            guard let beside else { return }
            try flush()
            // Some file systems report a full disk only where a descriptor is closed; this one keeps the lock.
            let copy = dup(beside.descriptor)
            guard fsync(beside.descriptor) == 0, copy < 0 || close(copy) == 0 else { throw AtomicFile.failure(path) }
        }

        fileprivate func writeThrough() throws(ArchiveError) {
            if beside == nil { try OutputPlace.writeThrough(pending, to: path) }
        }

        fileprivate func takePlace() throws(ArchiveError) {
            guard let beside else { return }
            guard rename(beside.path, path) == 0 else { throw AtomicFile.failure(path) }
            AtomicFile.syncFolder(of: path)
        }
    }

    private var files: [File] = []

    /// Nothing staged yet.
    public init() {}

    /// Begins a file.
    public func begin(_ path: String) throws(ArchiveError) -> File {
        let file =
            switch try OutputPlace(path) {
            case .file(let end, let existing): File(path: end, beside: try Self.beside(end, like: existing))
            case .stream(let end): File(path: end, beside: nil)
            }
        files.append(file)
        return file
    }

    private static func beside(_ path: String, like existing: stat?) throws(ArchiveError) -> Leftovers.Beside {
        let beside = try Leftovers.make(beside: path) { name in
            open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, existing == nil ? 0o666 : 0o600)
        }
        guard let existing else { return beside }
        // Who may not give a file away keeps it.
        _ = fchown(beside.descriptor, existing.st_uid, existing.st_gid)
        guard fchmod(beside.descriptor, existing.st_mode & 0o7777) == 0 else {
            let failure = AtomicFile.failure(path)
            unlink(beside.path)
            close(beside.descriptor)
            throw failure
        }
        return beside
    }

    /// Puts every file in its place: all are flushed to disk before the first is renamed.
    public func commit() throws(ArchiveError) {
        try finish()
        for file in files { try file.takePlace() }
        files = []
    }

    /// Puts all files of one folder in their places as one step: a program that is killed meanwhile has changed all or none.
    public func commitTogether() throws(ArchiveError) {
        guard files.count > 1, let first = files.first else { return try commit() }
        try finish()
        let moves = files.compactMap { file in
            file.beside.map { (beside: AtomicFile.split($0.path).name, name: AtomicFile.split(file.path).name) }
        }
        switch DatasetJournal(of: AtomicFile.split(first.path).folder, moves: moves).commit() {
        case .done: files = []
        case .failed: throw AtomicFile.failure(first.path)
        case .unfinished:
            for file in files { file.isKept = true }
            throw AtomicFile.failure(first.path)
        }
    }

    private func finish() throws(ArchiveError) {
        for file in files { try file.finish() }
        for file in files { try file.writeThrough() }
    }
}
