import Glibc

/// Files that are written beside their places piece by piece and take them all together at the end.
///
/// Until ``commit()`` nothing that stood there has changed; what is not committed is removed again.
public final class StagedFiles {
    /// One file that is being written.
    public final class File {
        /// Where it will be.
        public let path: String
        /// Where it is until then.
        public let beside: String
        fileprivate var descriptor: Int32
        private var pending: [UInt8] = []

        fileprivate init(path: String, beside: String, descriptor: Int32) {
            (self.path, self.beside, self.descriptor) = (path, beside, descriptor)
        }

        /// Writes the next bytes.
        public func write(_ bytes: [UInt8]) throws(ArchiveError) {
            pending += bytes
            if pending.count >= 1 << 18 { try flush() }
        }

        fileprivate func flush() throws(ArchiveError) {
            try AtomicFile.append(pending, to: descriptor, path: path)
            pending.removeAll(keepingCapacity: true)
        }
    }

    private var files: [File] = []

    /// Nothing staged yet.
    public init() {}

    deinit {
        for file in files {
            if file.descriptor >= 0 { close(file.descriptor) }
            unlink(file.beside)
        }
    }

    /// Begins a file.
    public func begin(_ path: String) throws(ArchiveError) -> File {
        let (beside, descriptor) = try AtomicFile.beside(path)
        let file = File(path: path, beside: beside, descriptor: descriptor)
        files.append(file)
        return file
    }

    /// Puts every file in its place: all are flushed to disk before the first is renamed.
    public func commit() throws(ArchiveError) {
        for file in files {
            try file.flush()
            try AtomicFile.finish(file.descriptor, path: file.path)
            let status = close(file.descriptor)
            file.descriptor = -1
            // Some file systems report a full disk only here.
            guard status == 0 else { throw AtomicFile.failure(file.path) }
        }
        while let file = files.first {
            guard rename(file.beside, file.path) == 0 else { throw AtomicFile.failure(file.path) }
            files.removeFirst()
            AtomicFile.syncFolder(of: file.path)
        }
    }
}
