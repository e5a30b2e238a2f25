import TrialEvidence

/// Compares imported rows with the rows that a table of the dataset has.
struct TableComparison<Row: MergeableRow, Key: Hashable> {
    private let table: DatasetTable
    private let key: (Row) -> Key
    private let known: [Key: Row]

    init(_ table: DatasetTable, _ existing: [Row], key: @escaping (Row) -> Key) {
        self.table = table
        self.key = key
        known = Dictionary(existing.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
    }

    func add(_ rows: [Row], from file: String, to proposal: inout MergeProposal) {
        for row in rows {
            let source = row.line.map { "\(file):\($0)" } ?? file
            guard let old = known[key(row)] else {
                proposal.additions.append(RowAddition(table: table, row: row.words, cells: row.cells, source: source))
                continue
            }
            let changes = changes(from: old, to: row, source: source)
            proposal.fills += changes.filter(\.old.isEmpty)
            proposal.changes += changes.filter { !$0.old.isEmpty }
            if changes.isEmpty { proposal.unchanged += 1 }
        }
    }

    private func changes(from old: Row, to new: Row, source: String) -> [CellChange] {
        zip(Row.columns, zip(old.cells, new.cells)).compactMap { column, values in
            guard !values.1.isEmpty, values.0 != values.1 else { return nil }
            return CellChange(
                table: table, line: old.line ?? 0, column: column.name, old: values.0, new: values.1, row: new.words,
                source: source)
        }
    }
}

/// A row that can be named in words and found by its line.
protocol MergeableRow: TableRow {
    var words: String { get }
    var line: Int? { get }
}

extension Study: MergeableRow {
    var words: String { id }
}

extension Arm: MergeableRow {
    var words: String { "\(studyID) \(id)" }
}

extension OutcomeRow: MergeableRow {
    var words: String { key.description }
}

extension RiskOfBiasJudgement: MergeableRow {
    var words: String { [studyID, tool, domain, outcome].filter { !$0.isEmpty }.joined(separator: " ") }
}

extension FlowCount: MergeableRow {
    var words: String { reason.isEmpty ? box : "\(box), \(reason)" }
}
