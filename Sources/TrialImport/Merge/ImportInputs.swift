import TrialArchives
import TrialEvidence

/// The files that a person named for an import, with folders replaced by what is in them.
public struct ImportInputs: Sendable, Equatable {
    /// The paths of the files, in the order in which they are read.
    public private(set) var files: [String] = []
    /// What is in the folders and is not read: each named, so that nothing is left out silently.
    public private(set) var notTaken: [NotTaken] = []
    /// How many bytes the files have on disk.
    public private(set) var size = 0

    /// Lists the files. In a folder only those count whose names end as the format's do, perhaps with `.gz` behind.
    ///
    /// Throws `ArchiveError` where something is missing or a folder has no such file.
    public init(_ paths: [String], format: any ImportFormat) throws {
        for path in paths {
            if FileBytes.isFolder(path) {
                try add(folder: path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path, format: format)
            } else {
                files.append(path)
            }
        }
        for file in files { size += FileStamp(file)?.size ?? 0 }
    }

    private mutating func add(folder: String, format: any ImportFormat) throws {
        let listing = try FolderListing(folder)
        let endings = format.fileExtensions.flatMap { [".\($0)", ".\($0).gz"] }
        let read = listing.files.filter { name in
            let lower = name.lowercased()
            return !name.hasPrefix(".") && endings.contains { lower.hasSuffix($0) }
        }
        let wanted = format.fileExtensions.map { ".\($0)" }.joined(separator: ", ")
        guard !read.isEmpty else {
            let message = "no file in the folder ends in \(wanted); name the files themselves"
            throw ArchiveError(.missingFile, path: folder, message)
        }
        files += read.map { "\(folder)/\($0)" }
        let taken = Set(read)
        for name in listing.files where !taken.contains(name) {
            let reason = "its name does not end in \(wanted); name the file itself to read it"
            notTaken.append(NotTaken(place: "\(folder)/\(name)", code: "other-file", reason: reason))
        }
        for name in listing.others {
            let reason = "it is no file; name a folder itself to read what is in it"
            notTaken.append(NotTaken(place: "\(folder)/\(name)", code: "not-a-file", reason: reason))
        }
    }
}

/// Reads files of one format into a merge, one after the other.
public struct ImportRun {
    /// The format of every file.
    public let format: any ImportFormat
    /// The dataset that they are read into.
    public let dataset: Dataset

    /// Prepares for reading files.
    public init(_ format: any ImportFormat, into dataset: Dataset) {
        self.format = format.prepared(for: dataset)
        self.dataset = dataset
    }

    /// Reads a file, plain or compressed with gzip; `onRead` is told how many bytes on disk each piece had.
    public func read(
        _ path: String, into session: MergeSession, onRead: @escaping (Int) -> Void = { _ in }
    ) throws {
        let input = InputFile(path)
        if let streamed = format as? any StreamedImportFormat {
            let source = try input.open(onRead: onRead)
            try streamed.read(source, file: path, into: dataset) { try session.take($0) }
        } else {
            let bytes = try input.bytes(onRead: onRead)
            try session.take(try format.read(bytes, file: path, into: dataset))
        }
    }
}
