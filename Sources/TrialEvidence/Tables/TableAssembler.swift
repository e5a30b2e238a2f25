/// Builds a table from rows of bytes and remembers what was wrong with them.
struct TableAssembler {
    let file: String
    private(set) var header: [String]?
    private var rows: [[String]] = []
    private var lines: [Int] = []
    private(set) var diagnostics: [Diagnostic] = []
    /// How many bytes the rows have.
    private(set) var size = 0

    /// Whether rows of nothing, columns without a name and empty fields behind the last column are no fault.
    private let forgivesEmptiness: Bool

    init(file: String, forgivesEmptiness: Bool = false) {
        self.file = file
        self.forgivesEmptiness = forgivesEmptiness
    }

    /// How many rows there are.
    var count: Int { rows.count }

    mutating func add(_ row: DelimitedRow) {
        var fields: [String] = []
        fields.reserveCapacity(row.count)
        let hasNull = row.bytes.contains(0)
        for index in 0..<row.count {
            guard let field = row.text(index), !hasNull || !field.utf8.contains(0) else {
                let place = Place(file, line: row.line, column: columnName(index))
                diagnostics.append(Diagnostic(.invalidEncoding, at: place, Self.encodingFault(row, index)))
                return
            }
            fields.append(field)
        }
        if forgivesEmptiness, fields.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { return }
        guard let header else {
            takeHeader(fields, line: row.line)
            return
        }
        if forgivesEmptiness {
            while fields.count > header.count, fields.last?.allSatisfy(\.isWhitespace) == true { fields.removeLast() }
        }
        guard fields.count == header.count else {
            let message = "the row has \(fields.count) fields, the header has \(header.count); add or remove delimiters"
            diagnostics.append(Diagnostic(.raggedRow, at: Place(file, line: row.line), message))
            return
        }
        rows.append(fields)
        lines.append(row.line)
        size += row.bytes.count
    }

    mutating func add(_ fault: DelimitedFault) {
        let place = Place(file, line: fault.line, column: columnName(fault.field))
        let message = "\(fault.message) (field \(fault.field + 1)); nothing after it was read"
        diagnostics.append(Diagnostic(fault.code, at: place, message))
    }

    /// The rows and problems since the last time; `nil` without a header.
    mutating func take() -> (table: Table?, diagnostics: [Diagnostic]) {
        defer {
            rows.removeAll(keepingCapacity: true)
            lines.removeAll(keepingCapacity: true)
            diagnostics = []
            size = 0
        }
        guard let header else { return (nil, diagnostics) }
        return (Table(file: file, header: header, rows: rows, lines: lines), diagnostics)
    }

    /// Names the byte that is not UTF-8, and what to do.
    private static func encodingFault(_ row: DelimitedRow, _ index: Int) -> String {
        let bytes = Array(row.bytes[row.range(index)])
        if bytes.contains(0) {
            return "field \(index + 1) holds a NUL byte; the file may be UTF-16 or damaged: save it as UTF-8 text"
        }
        var valid = bytes.count
        // The longest beginning that is UTF-8 ends before the byte.
        while valid > 0, String(validating: bytes[..<valid], as: UTF8.self) == nil { valid -= 1 }
        let byte = valid < bytes.count ? bytes[valid] : bytes[bytes.count - 1]
        let hex = String(byte, radix: 16, uppercase: true)
        return
            "field \(index + 1) is not UTF-8: byte 0x\(hex) at its place \(valid + 1); save the file as UTF-8, for a "
            + "Latin-1 file with iconv -f WINDOWS-1252 -t UTF-8"
    }

    private mutating func takeHeader(_ fields: [String], line: Int) {
        var seen: Set<String> = []
        let twice = fields.filter { name in
            if forgivesEmptiness, name.allSatisfy(\.isWhitespace) { return false }
            return !seen.insert(name).inserted
        }
        for name in twice.prefix(RowReader.reportedColumns) {
            let place = Place(file, line: line, column: name)
            diagnostics.append(Diagnostic(.duplicateColumn, at: place, "the column is there twice; remove one"))
        }
        if twice.count > RowReader.reportedColumns {
            let message = "\(twice.count - RowReader.reportedColumns) more columns are there twice; remove them"
            diagnostics.append(Diagnostic(.duplicateColumn, at: Place(file, line: line), message))
        }
        header = fields
    }

    private func columnName(_ index: Int) -> String? {
        guard let header, index < header.count else { return nil }
        return header[index]
    }

    mutating func finish() -> (table: Table?, diagnostics: [Diagnostic]) {
        if header == nil, diagnostics.isEmpty {
            let message = "the file is empty; it needs at least a header line"
            diagnostics.append(Diagnostic(.emptyFile, at: Place(file), message))
        }
        return take()
    }
}
