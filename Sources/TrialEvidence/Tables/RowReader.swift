/// Reads the typed cells of one row after the other and collects what is wrong with them.
public struct RowReader {
    private let table: Table
    private let positions: ColumnPositions
    private let declared: [DeclaredColumn]
    private var row = 0
    /// How many columns of one kind of problem are named before the others are only counted.
    static let reportedColumns = 20
    /// What was wrong so far.
    public private(set) var diagnostics: [Diagnostic] = []

    /// The line on which the present row begins.
    public var line: Int { table.lines[row] }
    /// The name of the file.
    public var file: String { table.file }

    private init(_ table: Table, _ declared: [DeclaredColumn]) {
        self.table = table
        self.declared = declared
        positions = ColumnPositions(table.header)
    }

    /// Reads all rows of a table, checks its columns, and gives back every problem found.
    ///
    /// `declared` are the columns that the dataset declares beside those of the type.
    public static func rows<Row: TableRow>(
        of table: Table, as type: Row.Type = Row.self, declared: [DeclaredColumn] = []
    ) -> (rows: [Row], diagnostics: [Diagnostic]) {
        var reader = RowReader(table, declared)
        let remedy =
            Row.takesDeclaredColumns
            ? "rename or remove it, or declare it with type and title in \(DataPackage.fileName)"
            : "rename or remove it"
        guard reader.checkColumns(Row.columns, remedy: remedy) else { return ([], reader.diagnostics) }
        var rows: [Row] = []
        rows.reserveCapacity(table.rows.count)
        for index in table.rows.indices {
            reader.row = index
            reader.positions.beginRow()
            rows.append(Row(&reader))
        }
        return (rows, reader.diagnostics)
    }

    private mutating func checkColumns(_ columns: [Column], remedy: String) -> Bool {
        let known = columns.map(\.name) + declared.map(\.name)
        let present = Set(table.header)
        let unknown = table.header.filter { !known.contains($0) }
        for name in unknown.prefix(Self.reportedColumns) {
            let hint = NearestName.hint(known.filter { !present.contains($0) }, for: name)
            let place = Place(file, line: 1, column: name)
            diagnostics.append(Diagnostic(.unknownColumn, at: place, "no such column\(hint); \(remedy)"))
        }
        if unknown.count > Self.reportedColumns {
            let message = "\(unknown.count - Self.reportedColumns) more columns are unknown; rename or remove them"
            diagnostics.append(Diagnostic(.unknownColumn, at: Place(file, line: 1), message))
        }
        let missing = columns.filter { $0.isRequired && !positions.has($0.name) }
        for column in missing {
            let place = Place(file, line: 1, column: column.name)
            diagnostics.append(Diagnostic(.missingColumn, at: place, "the column is missing; add it"))
        }
        return missing.isEmpty
    }

    /// Records a problem with a cell of the present row.
    public mutating func report(_ code: DiagnosticCode, _ column: String, _ message: String) {
        diagnostics.append(Diagnostic(code, at: Place(file, line: line, column: column), message))
    }

    /// The text of a cell without the blanks around it; empty where there is no such column.
    public func text(_ column: String) -> String {
        guard let position = positions.position(of: column) else { return "" }
        let cell = table.rows[row][position]
        guard let first = cell.utf8.first, let last = cell.utf8.last else { return "" }
        guard first == UInt8(ascii: " ") || last == UInt8(ascii: " ") else { return cell }
        let trimmed = cell.drop { $0 == " " }
        return String(trimmed.reversed().drop { $0 == " " }.reversed())
    }

    /// The text of a cell that must be filled.
    public mutating func requiredText(_ column: String) -> String {
        let cell = text(column)
        if cell.isEmpty { report(.missingValue, column, "the cell is empty; fill it") }
        return cell
    }

    /// The text of a cell, or `nil` where it is empty.
    public func optionalText(_ column: String) -> String? {
        let cell = text(column)
        return cell.isEmpty ? nil : cell
    }

    /// The items of a cell that holds a semicolon list.
    public func list(_ column: String) -> [String] {
        text(column).split(separator: ";").map { item in
            String(item.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }.filter { !$0.isEmpty }
    }

    /// A whole number, or `nil` where the cell is empty or wrong.
    public mutating func integer(_ column: String) -> Int? {
        let cell = text(column)
        guard !cell.isEmpty else { return nil }
        if let value = Int(cell) { return value }
        // Spreadsheets like to write 12 as 12.0.
        if let value = Decimals.parse(cell), value == value.rounded(), abs(value) < 1e15 { return Int(value) }
        report(.notAnInteger, column, "\"\(cell)\" is not a whole number; write digits or leave the cell empty")
        return nil
    }

    /// A decimal number, or `nil` where the cell is empty or wrong.
    public mutating func number(_ column: String) -> Double? {
        let cell = text(column)
        guard !cell.isEmpty else { return nil }
        if let value = Decimals.parse(cell) { return value }
        report(.notANumber, column, "\"\(cell)\" is not a number; write digits with a point or leave the cell empty")
        return nil
    }

    /// A number or a range of numbers, or `nil` where the cell is empty or wrong.
    public mutating func range(_ column: String) -> NumberRange? {
        let cell = text(column)
        guard !cell.isEmpty else { return nil }
        if let value = NumberRange(text: cell) { return value }
        report(.badRange, column, "\"\(cell)\" is neither a number nor a range; write 1.6, 1-2 or max 100")
        return nil
    }

    /// A p-value, or `nil` where the cell is empty or wrong.
    public mutating func pValue(_ column: String) -> PValue? {
        let cell = text(column)
        guard !cell.isEmpty else { return nil }
        if let value = PValue(text: cell) { return value }
        report(.badPValue, column, "\"\(cell)\" is not a p-value; write 0.03 or <0.001, between 0 and 1")
        return nil
    }

    /// The filled cells of the declared columns, by their names; what is wrong is reported.
    public mutating func declaredValues() -> [String: DeclaredValue] {
        var values: [String: DeclaredValue] = [:]
        for column in declared {
            switch column.kind {
            case .string: values[column.name] = optionalText(column.name).map { .text($0) }
            case .number: values[column.name] = number(column.name).map { .number($0) }
            case .integer: values[column.name] = integer(column.name).map { .number(Double($0)) }
            case .boolean: values[column.name] = truth(column.name).map { .truth($0) }
            }
        }
        return values
    }

    /// True or false in a spelling of the Table Schema, or `nil` where the cell is empty or wrong.
    private mutating func truth(_ column: String) -> Bool? {
        let cell = text(column)
        if cell.isEmpty { return nil }
        if ["true", "True", "TRUE", "1"].contains(cell) { return true }
        if ["false", "False", "FALSE", "0"].contains(cell) { return false }
        report(.unknownCode, column, "\"\(cell)\" is neither true nor false; write one of them or leave the cell empty")
        return nil
    }

    /// One of the codes of a type, or the fallback where the cell is wrong.
    public mutating func code<Code: EvidenceCode>(_ column: String, or fallback: Code) -> Code {
        let cell = text(column)
        if let code = Code(code: cell) { return code }
        let known = Code.spellings
        guard !cell.isEmpty else {
            report(.missingValue, column, "the cell is empty; write \(NearestName.listed(known))")
            return fallback
        }
        let hint = NearestName.hint(known, for: cell)
        let message = "\"\(cell)\" is unknown\(hint); write \(NearestName.listed(known, near: cell))"
        report(.unknownCode, column, message)
        return fallback
    }

    /// One of the codes of a type, or `nil` where the cell is empty or wrong.
    public mutating func optionalCode<Code: EvidenceCode>(_ column: String, as type: Code.Type) -> Code? {
        let cell = text(column)
        guard !cell.isEmpty else { return nil }
        if let code = Code(code: cell) { return code }
        let hint = NearestName.hint(Code.spellings, for: cell)
        let message = "\"\(cell)\" is unknown\(hint); write \(NearestName.listed(Code.spellings, near: cell))"
        report(.unknownCode, column, message)
        return nil
    }
}

/// Finds the columns of a header by name.
///
/// A type reads its columns in the same order in every row, so the positions are remembered in the order of the questions.
private final class ColumnPositions {
    private let byName: [String: Int]
    private var asked: [(name: String, position: Int?)] = []
    private var next = 0

    init(_ header: [String]) {
        byName = Dictionary(header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func has(_ name: String) -> Bool { byName[name] != nil }

    func beginRow() { next = 0 }

    func position(of name: String) -> Int? {
        guard next < asked.count else {
            asked.append((name, byName[name]))
            next += 1
            return byName[name]
        }
        guard asked[next].name == name else { return byName[name] }
        next += 1
        return asked[next - 1].position
    }
}
