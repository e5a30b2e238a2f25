import TrialEvidence

/// Lists what a format has no place for.
struct Unheld {
    private(set) var entries: [NotTaken] = []

    /// Counts the filled cells of columns that the format has no place for; defaults do not count.
    mutating func columns<Row: TableRow>(
        of table: DatasetTable, _ rows: [Row], except held: Set<String>, defaults: [String: String] = [:]
    ) {
        for (position, column) in Row.columns.enumerated() where !held.contains(column.name) {
            let count = rows.count { row in
                let cell = row.cells[position]
                return !cell.isEmpty && cell != defaults[column.name]
            }
            add("\(table.file), column \(column.name)", "column-not-held", count, "cell")
        }
        for name in Set(rows.flatMap(\.declared.keys)).sorted() {
            let count = rows.count { $0.declared[name] != nil }
            add("\(table.file), column \(name)", "column-not-held", count, "cell")
        }
    }

    /// Counts the rows of tables that the format has no place for.
    mutating func tables(_ tables: [DatasetTable], of dataset: Dataset) {
        for table in tables {
            let count =
                switch table {
                case .studies: dataset.studies.count
                case .arms: dataset.arms.count
                case .outcomes: dataset.outcomes.count
                case .contrasts: dataset.contrasts.count
                case .publishedSyntheses: dataset.publishedSyntheses.count
                case .riskOfBias: dataset.riskOfBias.count
                case .flow: dataset.flow.count
                case .ongoingTrials: dataset.ongoingTrials.count
                case .scales: dataset.scales.count
                case .definitions: dataset.definitions.count
                case .acceptedFindings: dataset.acceptedFindings.count
                }
            add(table.file, "table-not-held", count, "row")
        }
    }

    /// Counts the rows of a table that the format holds other rows of.
    mutating func rows(_ count: Int, of table: DatasetTable) { add(table.file, "rows-not-held", count, "row") }

    /// Names a row that the format cannot hold.
    mutating func row(_ row: OutcomeRow, because reason: String) {
        entries.append(NotTaken(place: row.key.description, code: "row-not-held", reason: reason))
    }

    /// Names cells of a row that the format cannot hold.
    mutating func cells(_ cells: [String], of row: String) {
        guard !cells.isEmpty else { return }
        entries.append(NotTaken(place: row, code: "cells-not-held", reason: cells.joined(separator: ", ")))
    }

    private mutating func add(_ place: String, _ code: String, _ count: Int, _ what: String) {
        guard count > 0 else { return }
        entries.append(NotTaken(place: place, code: code, reason: "\(count) \(what)\(count == 1 ? "" : "s")"))
    }

    /// The title, the description, the version and the licences of the dataset, where the format has none.
    mutating func head(of dataset: Dataset) {
        let head = [
            ("title", dataset.title.isEmpty), ("description", dataset.description.isEmpty),
            ("version", dataset.version.isEmpty), ("licences", dataset.licences.isEmpty),
        ]
        cells(head.filter { !$0.1 }.map(\.0), of: "datapackage.json")
    }
}
