import TrialEvidence

/// A row that is being typed: its cells by their columns.
struct EntryRow: Sendable {
    private let merged: MergedTable
    /// What stands for the row in problems: its number in the form.
    let line: Int
    private(set) var cells: [String: String]

    init(_ merged: MergedTable, line: Int, _ cells: [String: String]) {
        (self.merged, self.line, self.cells) = (merged, line, cells.filter { !$0.value.isEmpty })
    }

    var table: DatasetTable { merged.table }

    /// The columns that the row may fill, with those that the dataset declares.
    var columns: [Column] { merged.columns }

    subscript(column: String) -> String {
        get { cells[column] ?? "" }
        set { cells[column] = newValue.isEmpty ? nil : newValue }
    }

    /// The row as evidence, as far as it can be read, and what is wrong with its cells.
    func parsed() -> (evidence: ImportedEvidence, problems: [Diagnostic]) {
        let header = merged.columns.map(\.name)
        let content = Table(file: table.file, header: header, rows: [header.map { self[$0] }], lines: [line])
        let (evidence, problems) = merged.parse(content)
        return (evidence, problems)
    }
}

/// The rows that were typed so far, beside the dataset that they are for.
struct TypedRows: Sendable {
    let dataset: Dataset
    private(set) var rows: [EntryRow] = []
    private let source: String
    private let tables: [MergedTable]

    init(beside dataset: Dataset, source: String) {
        (self.dataset, self.source) = (dataset, source)
        tables = MergedTable.tables(declaring: dataset.declaredColumns)
    }

    /// The row that comes next, with the cells that are known already.
    func row(_ table: DatasetTable, _ cells: [String: String]) -> EntryRow {
        guard let merged = tables.first(where: { $0.table == table }) else {
            preconditionFailure("the form types rows of tables that imports add to")
        }
        return EntryRow(merged, line: rows.count + 1, cells)
    }

    mutating func add(_ row: EntryRow) { rows.append(row) }

    /// All rows as evidence.
    var evidence: ImportedEvidence { evidence(with: nil) }

    private func evidence(with last: EntryRow?) -> ImportedEvidence {
        var all = ImportedEvidence(file: source)
        for row in rows + (last.map { [$0] } ?? []) {
            let piece = row.parsed().evidence
            for merged in MergedTable.all { merged.move(piece, &all) }
        }
        return all
    }

    /// The study of a row as the dataset has it, with all that was typed, and the row itself.
    func joint(with row: EntryRow? = nil, of study: String) -> Dataset {
        let known = dataset.restricted(to: study)
        var typed = evidence(with: row)
        // Other studies can be named by this one.
        let names = Set(typed.studies.map(\.id) + [study])
        for var other in dataset.studies where !names.contains(other.id) {
            other.line = nil
            typed.studies.append(other)
        }
        return TypedDataset(typed, beside: known).dataset
    }

    /// The first thing that is wrong with a row in a column or, where `isWhole`, anywhere.
    func objection(to row: EntryRow, in column: String, isWhole: Bool) -> String? {
        let problem = row.parsed().problems.first { $0.column == column && $0.severity == .error }
        if let problem { return problem.message }
        guard isWhole else { return nil }
        let joint = joint(with: row, of: row["study_id"])
        let breaches = DatasetRules.all.lazy.flatMap { $0.check(joint) }
        let breach = breaches.first { $0.severity == .error && $0.file == row.table.file && $0.line == row.line }
        return breach.map { breach in
            let place = breach.column.flatMap { $0 == column ? nil : "\($0): " } ?? ""
            return place + breach.message
        }
    }
}
