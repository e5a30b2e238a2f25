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

    /// The bytes of the regular files in the folder; folders and hidden files in it are left out, links are refused.
    ///
    /// Of the tables in `headersOnly` only the first row is kept, and no more than 1 MB is read.
    public func files(headersOnly tables: Set<DatasetTable> = []) throws(EvidenceError) -> DatasetFiles {
        let cut = Set(tables.map(\.file))
        guard let stream = opendir(path) else {
            let missing = errno == ENOENT
            let message =
                missing ? "there is no such folder; check the path" : "the folder cannot be read: \(Self.reason)"
            throw EvidenceError([Diagnostic(missing ? .missingFile : .unreadableFile, at: Place(path), message)])
        }
        defer { closedir(stream) }
        var files: [String: [UInt8]] = [:]
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix("."), try isRegularFile(name) else { continue }
            files[name] = try Self.read("\(path)/\(name)", limit: cut.contains(name) ? 1 << 20 : Int.max)
        }
        return DatasetFiles(files).headersOnly(of: Array(tables))
    }

    private func isRegularFile(_ name: String) throws(EvidenceError) -> Bool {
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
        return type == Glibc.S_IFREG
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
