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
