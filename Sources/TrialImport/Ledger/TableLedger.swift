import TrialEvidence

/// Books every filled cell of a table: it is read, or it is listed as not read with a reason.
///
/// Cells of one column that share a reason are listed together with their lines, cells of a row that is left as a whole
/// together with the row.
struct TableLedger {
    private struct Group: Hashable {
        let column: Int
        let reason: LeftReason
    }

    private struct Cells {
        var lines: [Int] = []
        /// The texts of the first of them.
        var texts: [String] = []
    }

    /// How many texts of a group are shown.
    private static let textsShown = 3

    private let names: [String]
    private(set) var reading: TableReading
    /// Columns that are not read at all, with how many filled cells they have.
    private var columns: [Int: (reason: LeftReason, cells: Int)] = [:]
    private var groups: [Group: Cells] = [:]
    private var order: [Group] = []
    private var rows: [NotTaken] = []

    init(_ table: Table) {
        names = table.header
        reading = TableReading(table: table.file)
    }

    /// Leaves a whole column out, also where it is empty.
    mutating func leave(column: Int, because reason: LeftReason) { columns[column] = (reason, 0) }

    /// Leaves a whole row out.
    mutating func leave(row cells: [String], line: Int, because reason: LeftReason) {
        book(cells, line: line, row: reason) { _ in .leftWithRow }
    }

    /// Books the filled cells of a row; where `reason` is given the row itself is listed with the cells that are left with it.
    mutating func book(_ cells: [String], line: Int, row reason: LeftReason? = nil, fate: (Int) -> CellFate) {
        var leftWithRow = 0
        for (column, cell) in cells.enumerated() where Self.isFilled(cell) {
            reading.filled += 1
            if columns[column] != nil {
                columns[column]?.cells += 1
                reading.listed += 1
                continue
            }
            switch fate(column) {
            case .read: reading.read += 1
            case .left(let reason): leave(cell, of: column, line, reason)
            case .leftWithRow: leftWithRow += 1
            }
        }
        guard let reason else {
            precondition(leftWithRow == 0, "a row whose cells are left is listed with its reason")
            return
        }
        reading.listed += leftWithRow
        rows.append(
            NotTaken(place: "line \(line)", code: reason.code, reason: reason.sentence, cells: leftWithRow))
    }

    private mutating func leave(_ cell: String, of column: Int, _ line: Int, _ reason: LeftReason) {
        let group = Group(column: column, reason: reason)
        if groups[group] == nil { order.append(group) }
        groups[group, default: Cells()].lines.append(line)
        let count = groups[group]?.texts.count ?? 0
        if count < Self.textsShown { groups[group]?.texts.append("\"\(cell.shown)\"") }
        reading.listed += 1
    }

    /// Everything that was not read: columns first, then rows, then single cells.
    func notTaken() -> [NotTaken] {
        // A column of nothing without a name is what spreadsheets leave behind.
        let told = columns.filter { $0.value.cells > 0 || Self.isFilled(names[$0.key]) }
        let whole = told.sorted { $0.key < $1.key }.map { column, entry in
            NotTaken(place: place(column), code: entry.reason.code, reason: entry.reason.sentence, cells: entry.cells)
        }
        let cells = order.map { group in
            let found = groups[group] ?? Cells()
            let texts = found.texts + (found.lines.count > found.texts.count ? ["…"] : [])
            return NotTaken(
                place: "\(place(group.column)), \(LineWords.of(found.lines))", code: group.reason.code,
                reason: "\(group.reason.sentence): \(texts.joined(separator: ", "))", cells: found.lines.count)
        }
        return whole + rows + cells
    }

    private func place(_ column: Int) -> String {
        let name = names[column].trimmed
        return "column \(name.isEmpty ? String(column + 1) : name)"
    }

    /// Whether a cell holds more than blanks.
    static func isFilled(_ cell: String) -> Bool { cell.contains { !$0.isWhitespace } }
}
