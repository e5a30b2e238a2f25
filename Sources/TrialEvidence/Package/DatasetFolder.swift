import Glibc

/// A dataset as a folder on disk.
public struct DatasetFolder: Sendable, Equatable {
    /// The path of the folder.
    public var path: String

    /// Names a folder.
    public init(_ path: String) {
        self.path = path
    }

    /// Reads a dataset, or throws all its problems at once.
    public func read() throws(EvidenceError) -> Dataset {
        try DatasetReader().read(try files())
    }

    /// Reads a dataset and reports every problem at once.
    ///
    /// Throws only where the folder itself or one of its files cannot be read.
    public func validate() throws(EvidenceError) -> ValidationReport {
        DatasetReader().validate(try files())
    }

    /// The bytes of the files in the folder that belong to a dataset, see ``DatasetMembers``; links are refused, what else is there
    /// is listed in ``DatasetFiles/leftOut``.
    ///
    /// Of the tables in `headersOnly` only the first row is kept, and no more than 1 MB is read.
    ///
    /// They are the files of one moment: where another program changes the dataset meanwhile, it is read again; what a
    /// killed import left half-way is brought to its end first.
    public func files(headersOnly tables: Set<DatasetTable> = []) throws(EvidenceError) -> DatasetFiles {
        let cut = Set(tables.map(\.file))
        for _ in 0..<10 {
            try DatasetJournal.recover(path)
            let moment = try moment()
            var files: [String: [UInt8]] = [:]
            for name in moment.stamps.keys {
                files[name] = try read(name, limit: cut.contains(name) ? 1 << 20 : Int.max)
            }
            if try self.moment().stamps == moment.stamps {
                var result = DatasetFiles(files).headersOnly(of: Array(tables))
                result.leftOut = moment.leftOut
                return result
            }
        }
        let message = "the dataset is being changed by another program; try again when it has ended"
        throw EvidenceError([Diagnostic(.unreadableFile, at: Place(path), message)])
    }

    private func read(_ name: String, limit: Int = Int.max) throws(EvidenceError) -> [UInt8] {
        try Self.read("\(path)/\(name)", limit: limit)
    }

    /// The dataset's files, each with what tells whether it was changed, and what lies beside them and is not hidden.
    private func moment() throws(EvidenceError) -> (stamps: [String: [Int]], leftOut: [String]) {
        guard let names = FolderEntries.names(in: path) else {
            let missing = errno == ENOENT
            let message =
                missing ? "there is no such folder; check the path" : "the folder cannot be read: \(Self.reason)"
            throw EvidenceError([Diagnostic(missing ? .missingFile : .unreadableFile, at: Place(path), message)])
        }
        let descriptor = DataPackage.fileName
        var members = DatasetMembers(descriptor: nil)
        if names.contains(descriptor), try stamp(descriptor) != nil {
            members = DatasetMembers(descriptor: try read(descriptor))
        }
        var stamps: [String: [Int]] = [:]
        var leftOut: [String] = []
        for name in names where !name.hasPrefix(".") {
            if members.contains(name) { stamps[name] = try stamp(name) } else { leftOut.append(name) }
        }
        return (stamps, leftOut.sorted())
    }

    private func stamp(_ name: String) throws(EvidenceError) -> [Int]? {
        var status = stat()
        guard lstat("\(path)/\(name)", &status) == 0 else {
            throw EvidenceError([
                Diagnostic(.unreadableFile, at: Place(name), "the file cannot be read: \(Self.reason)")
            ])
        }
        let type = status.st_mode & Glibc.S_IFMT
        if type == Glibc.S_IFLNK {
            let message = "a link does not belong in a dataset; put the file itself there"
            throw EvidenceError([Diagnostic(.unreadableFile, at: Place(name), message)])
        }
        guard type == Glibc.S_IFREG else { return nil }
        return [Int(status.st_ino), Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
    }

    /// The bytes of one file, or its beginning.
    static func read(_ path: String, limit: Int = Int.max) throws(EvidenceError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw EvidenceError([Diagnostic(.unreadableFile, at: Place(path), "the file cannot be read: \(reason)")])
        }
        defer { close(descriptor) }
        var status = stat()
        let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Swift.min(size + 1, limit))
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else {
                throw EvidenceError([Diagnostic(.unreadableFile, at: Place(path), "the file cannot be read: \(reason)")]
                )
            }
            guard count > 0, bytes.count < limit else { return bytes }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
