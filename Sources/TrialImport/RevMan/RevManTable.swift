import TrialEvidence

/// A table of a RevMan export: cells by column name, with `#N/A` and blanks as nothing.
struct RevManTable {
    let table: Table
    private let positions: [String: Int]
    private let numbers: NumberReader

    init(_ bytes: [UInt8], file: String, required: [String]) throws(EvidenceError) {
        let (table, dialect) = try DelimiterDetection.table(of: bytes, file: file)
        self.table = table
        // Names hold points and commas too, so only cells that are nothing but a number tell what the marks mean.
        let cells = table.rows.lazy.joined().filter { $0.utf8.allSatisfy(Self.isOfNumber) }
        numbers = NumberReader(style: NumberStyle(of: cells, delimiter: dialect.delimiter))
        positions = Dictionary(
            table.header.enumerated().map { ($1.onOneLine, $0) }, uniquingKeysWith: { first, _ in first })
        let missing = required.filter { positions[$0] == nil }
        guard missing.isEmpty else {
            throw EvidenceError(
                missing.map {
                    let place = Place(file, line: 1, column: $0)
                    return Diagnostic(
                        .missingColumn, at: place, "the column is missing; export the file from RevMan again")
                })
        }
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "-"),
            UInt8(ascii: "%"):
            true
        default: false
        }
    }

    var rows: Range<Int> { 0..<table.rows.count }

    /// The columns in the order of the file.
    var columns: [String] { table.header.map(\.onOneLine) }

    func line(_ row: Int) -> Int { table.lines[row] }

    func text(_ row: Int, _ column: String) -> String {
        guard let position = positions[column] else { return "" }
        let cell = SpreadsheetGuard.removed(from: table.rows[row][position].onOneLine)
        return cell == "#N/A" ? "" : cell
    }

    func number(_ row: Int, _ column: String) throws(EvidenceError) -> Double? {
        let cell = text(row, column)
        guard !cell.isEmpty, !["-", "NaN", "Infinity", "-Infinity"].contains(cell) else { return nil }
        if case .number(let number) = numbers.read(cell.hasSuffix("%") ? String(cell.dropLast()) : cell) {
            return number
        }
        let message = "\"\(cell.shown)\" is not a number; write digits with a point or leave the cell empty"
        throw RevManFault.fault(.notANumber, table.file, line: line(row), column: column, message)
    }

    func integer(_ row: Int, _ column: String) throws(EvidenceError) -> Int {
        let cell = text(row, column)
        guard let number = Int(cell), (0...1_000_000).contains(number) else {
            let message = "\"\(cell.shown)\" is not a number of an analysis; export the file again"
            throw RevManFault.fault(.notAnInteger, table.file, line: line(row), column: column, message)
        }
        return number
    }
}

extension RevManReview {
    /// Lists the studies of the analyses that are not listed yet, in the order in which they come.
    mutating func listStudies(years: [String: Int]) {
        var known = Set(studies.map(\.name))
        for row in analyses.flatMap(\.rows) where known.insert(row.study).inserted {
            var study = RevManStudy(name: row.study)
            study.year = years[row.study]
            study.line = row.line
            studies.append(study)
        }
    }
}
