import TrialArchives
import TrialEvidence

/// The dataset that a spreadsheet or a wide table makes by itself, in memory: one file to pool without any dataset.
public struct TableDataset: Sendable {
    /// The files of the dataset, free of errors.
    public let files: DatasetFiles
    /// What of the table was not read: each named, so that nothing is left out silently.
    public let notTaken: [NotTaken]

    private static let formats: [any ImportFormat] = [Workbook(), WideTable()]

    /// Whether a path names such a file: its name ends as that of a table, perhaps with `.gz` behind, and it is no folder.
    public static func isTable(_ path: String) -> Bool { !FileBytes.isFolder(path) && format(of: path) != nil }

    /// Reads a table.
    ///
    /// - Throws: `EvidenceError` that names each fault by line and column, and where no row gives a result; `ArchiveError` where the
    ///   file cannot be read.
    public init(_ path: String) throws {
        let format = Self.format(of: path) ?? WideTable()
        let new = NewDataset(at: path)
        let dataset = try DatasetReader().read(new.files)
        let bytes = try InputFile(path).bytes()
        let evidence = try format.prepared(for: dataset).read(bytes, file: path, into: dataset)
        notTaken = evidence.notTaken
        files = try DatasetMerge(of: [evidence], into: dataset).merged(into: new.files)
    }

    private static func format(of path: String) -> (any ImportFormat)? {
        let name = path.lowercased()
        let bare = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
        return formats.first { format in format.fileExtensions.contains { bare.hasSuffix(".\($0)") } }
    }
}
