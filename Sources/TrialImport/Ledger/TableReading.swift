/// How many filled cells a table has, and what became of them.
///
/// Every filled cell is read or listed, so `filled` is `read` and `listed` together; a column's name is no cell, a cell of
/// blanks is not filled, and a cell that says that nothing is known (`NA`, `NR`, `-`) is read.
public struct TableReading: Sendable, Hashable, Codable {
    /// The table: the file, for a workbook with its sheet.
    public var table: String
    /// The cells that hold something.
    public var filled = 0
    /// Those that became part of a study, an arm or a result.
    public var read = 0
    /// Those that ``ImportedEvidence/notTaken`` lists with a reason.
    public var listed = 0

    /// A table of which nothing was looked at yet.
    public init(table: String) {
        self.table = table
    }

    /// Whether no filled cell is missing from the account.
    public var isBalanced: Bool { filled == read + listed }

    /// Adds what was found in another piece of the table.
    mutating func add(_ other: TableReading) {
        filled += other.filled
        read += other.read
        listed += other.listed
    }
}

extension [TableReading] {
    /// Adds a reading, to that of the same table where there is one.
    mutating func add(_ reading: TableReading) {
        if let index = lastIndex(where: { $0.table == reading.table }) {
            self[index].add(reading)
        } else {
            append(reading)
        }
    }
}
