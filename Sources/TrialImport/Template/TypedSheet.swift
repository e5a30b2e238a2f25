import TrialEvidence

/// A sheet of a template that has rows, and where each of its cells stands.
struct TypedSheet {
    /// The rows under their headings; the lines are the rows of the sheet.
    let table: Table
    /// How many cells are read; none is left out, because what cannot be read is a fault.
    let reading: TableReading
    /// What stands outside the table.
    let notTaken: [NotTaken]
    private let columns: [Int]
    private let headerRow: Int

    /// Takes a sheet; `nil` where it has no row below its headings.
    init?(_ sheet: Worksheet, file: String) {
        let content = SheetTable(sheet, file: file)
        guard let found = content.table else { return nil }
        let rows = zip(found.rows.map { $0.map(\.trimmed) }, found.lines).filter { row, _ in
            row.contains { !$0.isEmpty }
        }
        guard !rows.isEmpty else { return nil }
        table = Table(
            file: found.file, header: found.header.map(\.trimmed), rows: rows.map(\.0), lines: rows.map(\.1))
        var reading = content.reading
        let filled = rows.reduce(0) { $0 + $1.0.count { !$0.isEmpty } }
        reading.filled += filled
        reading.read += filled
        self.reading = reading
        notTaken = content.notTaken
        columns = content.columns
        headerRow = content.headerRow
    }

    /// A problem of the table as one of the sheet, with the cell.
    func told(_ diagnostic: Diagnostic) -> Diagnostic {
        var told = diagnostic
        told.file = table.file
        // What is wrong with a heading stands on the first line of a table.
        if let line = diagnostic.line, !table.lines.contains(line) { told.line = headerRow }
        guard let column = diagnostic.column, let position = table.header.firstIndex(of: column), let line = told.line
        else { return told }
        told.message = "cell \(Worksheet.letters(columns[position]))\(line): \(diagnostic.message)"
        return told
    }
}
