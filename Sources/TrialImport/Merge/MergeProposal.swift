import TrialEvidence

/// A cell that an import would fill or change.
public struct CellChange: Sendable, Hashable, Codable {
    /// The table of the dataset.
    public var table: DatasetTable
    /// The line in the table's file.
    public var line: Int
    /// The column.
    public var column: String
    /// What stands there now; empty where nothing does.
    public var old: String
    /// What the import says.
    public var new: String
    /// The row in words.
    public var row: String
    /// The imported file and line.
    public var source: String
}

extension CellChange: CustomStringConvertible {
    /// The change on one line: place, old value, arrow, new value.
    public var description: String {
        "\(table.file):\(line): \(column): \(old.isEmpty ? "(empty)" : old) → \(new)  \(row), from \(source)"
    }
}

/// A row that an import would add.
public struct RowAddition: Sendable, Hashable, Codable {
    /// The table of the dataset.
    public var table: DatasetTable
    /// The row in words.
    public var row: String
    /// The cells in the order of the table's columns.
    public var cells: [String]
    /// The imported file and line.
    public var source: String
}

/// What an import would do to a dataset, before anything is done.
public struct MergeProposal: Sendable, Equatable, Codable {
    /// Rows that are new.
    public var additions: [RowAddition] = []
    /// Empty cells that get a value.
    public var fills: [CellChange] = []
    /// Cells whose value would change.
    public var changes: [CellChange] = []
    /// What the files hold and a dataset cannot.
    public var notTaken: [NotTaken] = []
    /// Rows that say what the dataset says already.
    public var unchanged = 0

    /// Whether the dataset already holds everything.
    public var isEmpty: Bool { additions.isEmpty && fills.isEmpty && changes.isEmpty }
}

/// How much a merge would do, or has done.
public struct MergeSummary: Sendable, Equatable, Codable {
    /// Rows that are new.
    public var additions = 0
    /// Empty cells that get a value.
    public var fills = 0
    /// Cells whose value changes.
    public var changes = 0
    /// Rows that say what the dataset says already.
    public var unchanged = 0
    /// How many things were not taken, by the word for the reason.
    public var notTaken: [String: Int] = [:]
    /// The tables that were read, and what became of their cells.
    public var tables: [TableReading] = []

    /// Nothing yet.
    public init() {}
}

/// What a merge is busy with.
public enum MergeStage: String, Sendable, Hashable, Codable, CaseIterable {
    /// The rows that the dataset has are read; counted in bytes.
    case dataset
    /// Imported rows are held against them; counted in rows.
    case comparing
    /// The new tables are written; counted in rows.
    case writing
}

/// Hears what a merge finds, while it finds it.
///
/// First comes what is not taken, file by file; then the rows to add, in the order in which they were imported; then the
/// cells to fill and to change, in the order of the dataset.
public protocol MergeListener: AnyObject {
    /// Something in a file was not taken.
    func leaves(_ item: NotTaken, of file: String)
    /// A row is new; it is built only where it is asked for.
    func adds(_ row: () -> RowAddition)
    /// An empty cell gets a value.
    func fills(_ change: CellChange)
    /// A value changes.
    func changes(_ change: CellChange)
    /// So much of a stage is done.
    func progress(_ stage: MergeStage, _ done: Int, of total: Int)
}

extension MergeListener {
    /// Progress need not be heard.
    public func progress(_ stage: MergeStage, _ done: Int, of total: Int) {}
}

/// Collects what a merge finds.
final class ProposalCollector: MergeListener {
    private(set) var proposal = MergeProposal()

    func leaves(_ item: NotTaken, of file: String) { proposal.notTaken.append(item) }
    func adds(_ row: () -> RowAddition) { proposal.additions.append(row()) }
    func fills(_ change: CellChange) { proposal.fills.append(change) }
    func changes(_ change: CellChange) { proposal.changes.append(change) }
}
