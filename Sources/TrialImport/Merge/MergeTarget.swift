import TrialArchives
import TrialEvidence

/// Where a merge reads the dataset and writes it again.
public protocol MergeTarget: AnyObject {
    /// The files of the dataset; of outcomes.csv, which may be larger than memory, only the header.
    var head: DatasetFiles { get }
    /// The bytes of a table's file, or `nil` where there is none.
    func open(_ table: DatasetTable) throws -> (any ByteSource)?
    /// How many bytes a table's file has.
    func size(of table: DatasetTable) -> Int
    /// The line to tell for a row of the dataset, counted from 0, that stands on a line of the file.
    func line(of row: Int, in table: DatasetTable, onLine line: Int) -> Int
    /// Begins a new file; what is written to it is in place after ``commit()``, and not before.
    func begin(_ file: String) throws -> any MergeSink
    /// Puts all new files in their places together.
    func commit() throws
}

/// A new file of a dataset that is being written.
public protocol MergeSink: AnyObject {
    /// Writes the next bytes.
    func write(_ bytes: [UInt8]) throws
}

extension StagedFiles.File: MergeSink {}

/// A dataset's files in memory.
final class MemoryTarget: MergeTarget {
    private final class Sink: MergeSink {
        var bytes: [UInt8] = []
        func write(_ more: [UInt8]) { bytes += more }
    }

    private(set) var files: DatasetFiles
    let head: DatasetFiles
    private let dataset: Dataset?
    private var sinks: [String: Sink] = [:]

    /// Wraps files; where they were made of a dataset, the lines that are told are the dataset's.
    init(_ files: DatasetFiles, linesOf dataset: Dataset? = nil) {
        self.files = files
        self.dataset = dataset
        head = files.headersOnly(of: [.outcomes])
    }

    func open(_ table: DatasetTable) -> (any ByteSource)? { files.files[table.file].map { MemorySource($0) } }

    func size(of table: DatasetTable) -> Int { files.files[table.file]?.count ?? 0 }

    func line(of row: Int, in table: DatasetTable, onLine line: Int) -> Int {
        guard let dataset else { return line }
        switch table {
        case .studies: return dataset.studies[row].line ?? 0
        case .arms: return dataset.arms[row].line ?? 0
        case .outcomes: return dataset.outcomes[row].line ?? 0
        case .riskOfBias: return dataset.riskOfBias[row].line ?? 0
        case .flow: return dataset.flow[row].line ?? 0
        default: return line
        }
    }

    func begin(_ file: String) -> any MergeSink {
        let sink = Sink()
        sinks[file] = sink
        return sink
    }

    func commit() {
        for (file, sink) in sinks { files.files[file] = sink.bytes }
        sinks = [:]
    }
}

/// A dataset's folder: tables are read from it piece by piece, and replaced together at the end.
public final class FolderTarget: MergeTarget {
    /// The descriptor and the small tables; of outcomes.csv only the header.
    public let head: DatasetFiles
    private let path: String
    private let staged = StagedFiles()
    private let stamps: [String: FileStamp]
    private let lock: DatasetLock?

    /// Reads all of a folder but the rows of outcomes.csv; nobody else changes it as long as one that writes is there.
    public init(_ path: String, writes: Bool = true) throws {
        self.path = path
        lock = writes ? try DatasetLock(path) : nil
        head = try DatasetFolder(path).files(headersOnly: [.outcomes])
        var stamps: [String: FileStamp] = [:]
        for name in head.files.keys { stamps[name] = FileStamp("\(path)/\(name)") }
        self.stamps = stamps
    }

    /// Opens a table's file.
    public func open(_ table: DatasetTable) throws -> (any ByteSource)? {
        guard head.files[table.file] != nil else { return nil }
        return try FileSource("\(path)/\(table.file)")
    }

    /// The size of a table's file.
    public func size(of table: DatasetTable) -> Int { stamps[table.file]?.size ?? 0 }

    /// The line in the file.
    public func line(of row: Int, in table: DatasetTable, onLine line: Int) -> Int { line }

    /// Begins a file beside the one that it will replace.
    public func begin(_ file: String) throws -> any MergeSink { try staged.begin("\(path)/\(file)") }

    /// Replaces the files as one step, unless an editor, say, has changed the dataset since it was read.
    public func commit() throws {
        for (name, stamp) in stamps where FileStamp("\(path)/\(name)") != stamp {
            let message = "the dataset changed while the import ran; import again"
            throw ArchiveError(.changedWhileRead, path: "\(path)/\(name)", message)
        }
        try staged.commitTogether()
    }
}

/// A dataset that is in memory until the end, and written as a whole then: an archive, or one that is not there yet.
public final class WholeTarget: MergeTarget {
    private let memory: MemoryTarget
    private let put: (DatasetFiles) throws -> Void
    private let lock: DatasetLock?

    private init(_ files: DatasetFiles, lock: DatasetLock?, put: @escaping (DatasetFiles) throws -> Void) {
        memory = MemoryTarget(files)
        self.lock = lock
        self.put = put
    }

    /// Reads an archive whose manifest holds, and packs it anew at the end; nobody else changes it as long as one that writes is there.
    public static func archive(_ path: String, writes: Bool = true) throws -> WholeTarget {
        let lock = writes ? try DatasetLock(path) : nil
        return WholeTarget(try DatasetArchive.files(at: path), lock: lock) { files in
            try AtomicFile.write(try DatasetArchive.pack(files), to: path)
        }
    }

    /// Prepares an empty dataset for a path where nothing is, with a plan to begin with.
    ///
    /// Nothing is written before ``commit()``: a dry run, or an import that fails, leaves no folder behind.
    ///
    /// - Throws: `ArchiveError` where the folder that is to hold it is not there: a mistyped path makes no dataset.
    public static func new(_ path: String) throws -> WholeTarget {
        let new = NewDataset(at: path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path)
        let folder = AtomicFile.folder(of: new.path)
        guard FileBytes.isFolder(folder) else {
            throw ArchiveError(
                .missingFile, path: path, "there is no folder \(folder) to put it into; correct the path")
        }
        return WholeTarget(new.files, lock: nil) { try new.holding($0).write() }
    }

    /// The descriptor and the small tables; of outcomes.csv only the header.
    public var head: DatasetFiles { memory.head }

    /// The bytes of a table.
    public func open(_ table: DatasetTable) -> (any ByteSource)? { memory.open(table) }

    /// The size of a table.
    public func size(of table: DatasetTable) -> Int { memory.size(of: table) }

    /// The line in the file.
    public func line(of row: Int, in table: DatasetTable, onLine line: Int) -> Int { line }

    /// Begins a file in memory.
    public func begin(_ file: String) -> any MergeSink { memory.begin(file) }

    /// Writes the dataset as a whole.
    public func commit() throws {
        memory.commit()
        try put(memory.files)
    }
}
