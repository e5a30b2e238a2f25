import TrialEvidence

/// The cells of one sheet as text, and its merged ranges.
struct Worksheet: Equatable {
    /// A rectangle of cells, counted from 0.
    struct Range: Equatable {
        let rows: ClosedRange<Int>
        let columns: ClosedRange<Int>
    }

    /// The filled cells of a row by their column, counted from 0.
    struct Row: Equatable {
        let number: Int
        var cells: [Int: String]
    }

    let name: String
    /// The rows in ascending order; empty ones are left out.
    var rows: [Row]
    let merges: [Range]
    /// Cells whose formula ended in an error.
    let failedFormulas: [String]

    static let maximalRows = 1_048_576
    static let maximalColumns = 16_384

    /// Reads a sheet, or throws everything that is wrong with it.
    static func read(_ listing: WorkbookParts.Listing, of parts: WorkbookParts) throws(EvidenceError) -> Worksheet {
        guard let entry = listing.entry, let bytes = parts.entries[entry] else {
            throw SafeXML.refusal("the sheet \"\(listing.name)\" is missing; save the file again", "xl", parts.file)
        }
        let sink = SheetSink(parts)
        try SafeXML.parse(bytes, entry: entry, file: parts.file, into: sink)
        guard sink.problems.isEmpty else {
            throw EvidenceError(
                sink.problems.map { row, message in
                    let place = Place("\(parts.file), sheet \(listing.name)", line: row + 1)
                    return Diagnostic(.malformedFile, at: place, message)
                })
        }
        let rows = sink.rows.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
        return Worksheet(
            name: listing.name, rows: rows.map { Row(number: $0.key, cells: $0.value) }, merges: sink.merges,
            failedFormulas: sink.failedFormulas)
    }

    /// `B3` as column 1 and row 2; `nil` where it is no such name or lies outside every sheet.
    static func position(_ name: String) -> (column: Int, row: Int)? {
        var column = 0
        var row = 0
        for byte in name.utf8 where byte != UInt8(ascii: "$") {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0: column = column * 26 + Int(byte) - 64
            case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0: row = row * 10 + Int(byte) - 48
            default: return nil
            }
            guard column <= maximalColumns, row <= maximalRows else { return nil }
        }
        return column > 0 && row > 0 ? (column - 1, row - 1) : nil
    }

    /// The letters of a column, counted from 0.
    static func letters(_ column: Int) -> String {
        let last = String(UnicodeScalar(UInt8(65 + column % 26)))
        return column < 26 ? last : letters(column / 26 - 1) + last
    }
}

/// Collects the cells of a sheet.
private final class SheetSink: XMLSink {
    private(set) var rows: [Int: [Int: String]] = [:]
    private(set) var merges: [Worksheet.Range] = []
    private(set) var failedFormulas: [String] = []
    private(set) var problems: [(row: Int, message: String)] = []
    private let parts: WorkbookParts
    private var row = -1
    private var column = -1
    private var type = ""
    private var style = 0
    private var hasFormula = false
    private var hasValue = false
    private var phonetic = 0
    private var isText = false
    private var value = ""

    init(_ parts: WorkbookParts) {
        self.parts = parts
    }

    func start(_ element: String, _ attributes: [String: String]) {
        switch element {
        case "row":
            let number = attributes["r"].flatMap { Int($0) } ?? row + 2
            column = -1
            guard (1...Worksheet.maximalRows).contains(number) else {
                report("the row number is impossible")
                return
            }
            row = number - 1
        case "c": startCell(attributes)
        case "f": hasFormula = true
        case "rPh": phonetic += 1
        case "v", "t":
            isText = phonetic == 0
            hasValue = true
        case "mergeCell": merge(attributes["ref"] ?? "")
        default: break
        }
    }

    private func startCell(_ attributes: [String: String]) {
        type = attributes["t"] ?? "n"
        style = attributes["s"].flatMap { Int($0) } ?? 0
        value = ""
        hasFormula = false
        hasValue = false
        guard let name = attributes["r"] else {
            column += 1
            return
        }
        guard let position = Worksheet.position(name) else {
            report("\"\(name)\" is no name of a cell")
            return
        }
        row = position.row
        column = position.column
    }

    func text(_ text: String) {
        if isText { value += text }
    }

    func end(_ element: String) {
        switch element {
        case "v", "t": isText = false
        case "rPh": phonetic -= 1
        case "c": endCell()
        default: break
        }
    }

    private func endCell() {
        guard (0..<Worksheet.maximalRows).contains(row), (0..<Worksheet.maximalColumns).contains(column) else {
            report("a cell lies outside the sheet")
            return
        }
        let cell = "\(Worksheet.letters(column))\(row + 1)"
        // Programs that do not compute leave the value out, or empty; only a text may be empty.
        if hasFormula, !hasValue || type != "str" && value.trimmed.isEmpty {
            report("the formula in \(cell) has no value; open the file in a spreadsheet and save it")
            return
        }
        guard let text = text(of: cell), !text.isEmpty else { return }
        rows[row, default: [:]][column] = text
    }

    private func text(of cell: String) -> String? {
        switch type {
        case "s":
            guard let index = Int(value.trimmed), parts.strings.indices.contains(index) else {
                if hasValue { report("\(cell) points at a text that is not there; save the file again") }
                return nil
            }
            return parts.strings[index]
        case "b": return value == "1" ? "TRUE" : value == "0" ? "FALSE" : value
        case "e":
            if value != "#N/A" { failedFormulas.append("\(cell) (\(value))") }
            return nil
        case "n": return number(value.trimmed)
        default: return value
        }
    }

    /// The shortest spelling of a number, or its date.
    private func number(_ text: String) -> String {
        guard let value = Decimals.parse(text) else { return text }
        let isDate = parts.styleShowsDate.indices.contains(style) && parts.styleShowsDate[style]
        return isDate ? SpreadsheetDate.text(value, parts.dateSystem) ?? Decimals.text(value) : Decimals.text(value)
    }

    private func merge(_ reference: String) {
        let ends = reference.split(separator: ":").map { Worksheet.position(String($0)) }
        guard ends.count == 2, let first = ends[0], let last = ends[1], first.row <= last.row,
            first.column <= last.column
        else {
            report("\"\(reference)\" is no range of merged cells")
            return
        }
        merges.append(Worksheet.Range(rows: first.row...last.row, columns: first.column...last.column))
    }

    private func report(_ message: String) {
        if problems.count < 100 { problems.append((max(row, 0), message)) }
    }
}
