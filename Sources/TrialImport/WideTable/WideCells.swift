import TrialEvidence

/// Reads the cells of a wide table row by row, keeps account of those that were read, and collects what is wrong with them.
struct WideCells {
    let table: Table
    let header: WideHeader
    private let style: NumberStyle
    private let numbers: [WideColumn: NumberReader]
    private let columns: [WideColumn?]
    private(set) var row = 0
    private var used: Set<WideColumn> = []
    private var left: [WideColumn: LeftReason] = [:]
    private(set) var diagnostics: [Diagnostic] = []

    init(_ table: Table, header: WideHeader, delimiter: UInt8) {
        self.table = table
        self.header = header
        let numeric = header.positions.filter { !$0.key.isText || $0.key == .pValue || $0.key == .logRankP }
        let cells = table.rows.lazy.flatMap { row in numeric.values.lazy.map { row[$0] } }
        let style = NumberStyle(of: cells, delimiter: delimiter)
        self.style = style
        numbers = numeric.mapValues { position in
            NumberReader(style: style.ofColumn(table.rows.lazy.map { $0[position] }))
        }
        let byPosition = Dictionary(header.positions.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        columns = table.header.indices.map { byPosition[$0] }
    }

    var line: Int { table.lines[row] }

    /// Goes to a row, of which nothing is read yet.
    mutating func go(to row: Int) {
        self.row = row
        used.removeAll(keepingCapacity: true)
        left.removeAll(keepingCapacity: true)
    }

    /// The text of a cell; empty where it is missing or says that nothing is known.
    func text(_ column: WideColumn) -> String {
        guard let position = header.positions[column] else { return header.constants[column] ?? "" }
        let cell = table.rows[row][position].trimmed
        return MissingWords.meansNoText(cell) ? "" : SpreadsheetGuard.removed(from: cell)
    }

    /// What a cell for a number says.
    func content(_ column: WideColumn) -> CellNumber {
        let cell = text(column)
        return cell.isEmpty ? .nothing : reader(of: column).read(cell, isCount: column.isCount)
    }

    private func reader(of column: WideColumn) -> NumberReader { numbers[column] ?? NumberReader(style: style) }

    /// A number, or `nil` where the cell is empty or wrong.
    mutating func number(_ column: WideColumn) -> Double? {
        switch content(column) {
        case .nothing: return nil
        case .number(let value): return value
        case let other:
            refuse(column, other)
            return nil
        }
    }

    /// A whole number, or `nil` where the cell is empty or wrong.
    mutating func integer(_ column: WideColumn) -> Int? { number(column).flatMap { whole($0, column) } }

    /// A number of a cell as a whole one, or `nil` where it is none, which is reported.
    mutating func whole(_ value: Double, _ column: WideColumn) -> Int? {
        if let whole = Int(exactly: value) { return whole }
        report(.notAnInteger, column, "\"\(text(column).shown)\" is not a whole number; correct it")
        return nil
    }

    /// A p-value, or `nil` where the cell gives none that a dataset can hold.
    mutating func pValue(_ column: WideColumn = .pValue) -> PValue? {
        let cell = text(column)
        switch PrintedPValue(cell, reader(of: column)) {
        case .value(let value): return value
        case .nothing: return nil
        case .left(let reason): leave(column, reason)
        case .wrong:
            report(.badPValue, column, "\"\(cell.shown)\" is not a p-value; write 0.03 or <0.001")
        }
        return nil
    }

    /// Whether a cell says something.
    func isFilled(_ column: WideColumn) -> Bool {
        column.isText ? !text(column).isEmpty : content(column) != .nothing
    }

    // MARK: - The account

    /// These cells of the row are part of what was taken.
    mutating func use(_ columns: some Sequence<WideColumn>) { used.formUnion(columns) }

    /// This cell of the row is not taken.
    mutating func leave(_ column: WideColumn, _ reason: LeftReason) { left[column] = reason }

    /// What became of a cell of the present row; `remainder` answers for those that nothing was done with.
    func fate(_ position: Int, remainder: (WideColumn) -> CellFate) -> CellFate {
        guard let column = columns[position] else { return .read }
        if let reason = left[column] { return .left(reason) }
        let cell = table.rows[row][position].trimmed
        let isWords = column.isText && column != .pValue && column != .logRankP
        let saysNothing = isWords ? MissingWords.meansNoText(cell) : MissingWords.meansNothing(cell)
        return used.contains(column) || saysNothing ? .read : remainder(column)
    }

    // MARK: - Faults

    /// Reports a cell that holds something else than its column wants.
    mutating func refuse(_ column: WideColumn, _ content: CellNumber) {
        report(.notANumber, column, NumberAdvice.message(for: content, text(column), mark: style.mark))
    }

    /// Whether something was wrong with a column already.
    func hasReported(_ column: WideColumn) -> Bool { diagnostics.contains { $0.column == header.name(of: column) } }

    mutating func report(_ code: DiagnosticCode, _ column: WideColumn?, _ message: String) {
        let place = Place(table.file, line: line, column: column.map { header.name(of: $0) })
        diagnostics.append(Diagnostic(code, at: place, message))
    }
}
