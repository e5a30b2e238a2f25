import TrialEvidence

/// Reads the cells of a wide table row by row and collects what is wrong with them.
struct WideCells {
    let table: Table
    let header: WideHeader
    private let mark: DecimalMark
    var row = 0
    private(set) var diagnostics: [Diagnostic] = []

    init(_ table: Table, header: WideHeader, delimiter: UInt8) {
        self.table = table
        self.header = header
        mark = delimiter == UInt8(ascii: ",") ? .point : DecimalMark.used(in: table, header: header)
    }

    var line: Int { table.lines[row] }

    /// The text of a cell; empty where it is missing or says that nothing is known.
    func text(_ column: WideColumn) -> String {
        guard let position = header.positions[column] else { return header.constants[column] ?? "" }
        let cell = table.rows[row][position].trimmed
        return cell.utf8.count <= 4 && Self.missing.contains(cell) ? "" : SpreadsheetGuard.removed(from: cell)
    }

    /// A number, or `nil` where the cell is empty or wrong.
    mutating func number(_ column: WideColumn) -> Double? {
        let cell = text(column)
        guard !cell.isEmpty else { return nil }
        if let value = mark.parse(cell) { return value }
        report(.notANumber, column, "\"\(cell)\" is not a number with a decimal \(mark.rawValue); correct it")
        return nil
    }

    /// A whole number, or `nil` where the cell is empty or wrong.
    mutating func integer(_ column: WideColumn) -> Int? {
        guard let value = number(column) else { return nil }
        if let whole = Int(exactly: value) { return whole }
        report(.notAnInteger, column, "\"\(text(column))\" is not a whole number; correct it")
        return nil
    }

    /// Whether a cell is filled.
    func isFilled(_ column: WideColumn) -> Bool { !text(column).isEmpty }

    mutating func report(_ code: DiagnosticCode, _ column: WideColumn?, _ message: String) {
        let place = Place(table.file, line: line, column: column.map { header.name(of: $0) })
        diagnostics.append(Diagnostic(code, at: place, message))
    }

    static let missing: Set<String> = ["", "NA", "N/A", "#N/A", "NaN", "."]
}

/// What separates whole numbers from their decimals.
enum DecimalMark: String {
    case point, comma

    /// The comma, where a numeric cell holds one and none holds a point.
    static func used(in table: Table, header: WideHeader) -> DecimalMark {
        var hasComma = false
        for (column, position) in header.positions where !column.isText {
            for row in table.rows {
                if row[position].utf8.contains(UInt8(ascii: ".")), row[position].trimmed != "." { return .point }
                if row[position].utf8.contains(UInt8(ascii: ",")) { hasComma = true }
            }
        }
        return hasComma ? .comma : .point
    }

    func parse(_ text: String) -> Double? {
        guard self == .comma else { return Decimals.parse(text) }
        return Decimals.parse(String(text.map { $0 == "," ? "." : $0 }))
    }
}
