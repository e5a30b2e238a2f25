import TrialArchives
import TrialEvidence

/// A workbook to type trials into: one sheet a table of the dataset, with the columns that it has and lists to choose from.
///
/// ``workbook(for:)`` writes it, empty, from the columns that the tables have; it is read back with every fault named by sheet and
/// cell. Sheets without rows are left out, sheets of other names are named and not taken.
public struct EvidenceTemplate: StreamedImportFormat {
    /// The stable name.
    public let name = "template"
    /// One sentence for a list of formats.
    public let summary =
        "A workbook (.xlsx) to type trials into, one sheet a table: written empty with -o, read when filled."
    /// How the names of such files end.
    public let fileExtensions = ["xlsx"]

    /// The most bytes of a workbook.
    private static let limit = 1 << 28

    /// Makes the format.
    public init() {}

    /// An empty workbook with the words of a dataset as choices.
    ///
    /// - Parameter dataset: The dataset whose studies, arms, outcomes and other words can be chosen.
    /// - Returns: The bytes of the .xlsx file.
    /// - Throws: `ArchiveError` where the file cannot be put together.
    public static func workbook(for dataset: Dataset) throws(ArchiveError) -> [UInt8] {
        try TemplateWorkbook.bytes(for: dataset)
    }

    /// The tables that have a sheet, in their order.
    public static var tables: [DatasetTable] { TemplateWorkbook.tables }

    /// Reads the rows of all sheets, or throws everything that is wrong with them, by sheet and cell.
    public func read(
        _ bytes: [UInt8], file: String, into dataset: Dataset
    ) throws(EvidenceError) -> ImportedEvidence {
        var all = ImportedEvidence(file: file)
        for piece in try TemplateReading(bytes, file: file, into: dataset).pieces {
            for merged in MergedTable.all { merged.move(piece, &all) }
            all.notTaken += piece.notTaken
            all.readings += piece.readings
        }
        all.obeysRules = true
        return all
    }

    /// Reads the rows sheet by sheet; each piece is named after its sheet.
    public func read(
        _ source: PeekedSource, file: String, into dataset: Dataset, take: (ImportedEvidence) throws -> Void
    ) throws {
        guard let bytes = try source.readAll(limit: Self.limit) else {
            let message = "it has more than \(Self.limit >> 20) MB, which no typed workbook has; choose the template"
            throw EvidenceError([Diagnostic(.malformedFile, at: Place(file), message)])
        }
        for piece in try TemplateReading(bytes, file: file, into: dataset).pieces { try take(piece) }
    }
}
