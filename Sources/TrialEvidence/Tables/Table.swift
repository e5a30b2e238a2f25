/// Delimited text as a table: a header, and rows that are all as long as it.
public struct Table: Sendable, Equatable {
    /// The name of the file the table came from, for messages.
    public var file: String
    /// The names of the columns.
    public var header: [String]
    /// The cells, row by row.
    public var rows: [[String]]
    /// The line of the file on which each row begins.
    public var lines: [Int]

    /// Makes a table; rows without lines are numbered as if each took one line.
    public init(file: String, header: [String], rows: [[String]], lines: [Int]? = nil) {
        precondition(rows.allSatisfy { $0.count == header.count }, "every row is as long as the header")
        self.file = file
        self.header = header
        self.rows = rows
        self.lines = lines ?? Array(2..<(rows.count + 2))
    }

    /// The position of a column, or `nil`.
    public func index(of column: String) -> Int? { header.firstIndex(of: column) }
}

/// Delimited text of one dialect: comma-separated or tab-separated, UTF-8, RFC 4180 quoting.
public struct DelimitedText: Sendable, Equatable {
    /// The byte between two fields.
    public var delimiter: UInt8

    /// Makes a dialect.
    public init(delimiter: UInt8) {
        self.delimiter = delimiter
    }

    /// Comma-separated values.
    public static let commaSeparated = DelimitedText(delimiter: UInt8(ascii: ","))
    /// Tab-separated values.
    public static let tabSeparated = DelimitedText(delimiter: UInt8(ascii: "\t"))

    /// Reads a table and reports every fault it can get past.
    ///
    /// A row of the wrong length or with invalid UTF-8 is reported and left out; a broken quote ends the reading, because
    /// nothing after it can be trusted. The table is `nil` where there is no usable header.
    public func read(_ bytes: [UInt8], file: String) -> (table: Table?, diagnostics: [Diagnostic]) {
        bytes.withUnsafeBufferPointer { text in
            var assembler = TableAssembler(file: file)
            var reader = DelimitedReader(text, delimiter: delimiter)
            var row = DelimitedRow()
            do throws(DelimitedFault) {
                while try reader.next(into: &row) {
                    assembler.add(row)
                }
            } catch {
                assembler.add(error)
            }
            return assembler.finish()
        }
    }

    /// The canonical text of a table: quotes only where they are needed, LF at the end of every line.
    public func write(_ table: Table) -> [UInt8] {
        var bytes: [UInt8] = []
        append(table.header, to: &bytes)
        for row in table.rows {
            append(row, to: &bytes)
        }
        return bytes
    }

    private func append(_ fields: [String], to bytes: inout [UInt8]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(delimiter) }
            append(field, to: &bytes)
        }
        // A line that holds one empty field would read as no line at all.
        if fields.count == 1, fields[0].isEmpty { bytes.append(contentsOf: "\"\"".utf8) }
        bytes.append(UInt8(ascii: "\n"))
    }

    private func append(_ field: String, to bytes: inout [UInt8]) {
        let quote = UInt8(ascii: "\"")
        let needsQuotes = field.utf8.contains { byte in
            byte == delimiter || byte == quote || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
        }
        guard needsQuotes else {
            bytes.append(contentsOf: field.utf8)
            return
        }
        bytes.append(quote)
        for byte in field.utf8 {
            if byte == quote { bytes.append(quote) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }
}

/// Builds a table from rows of bytes and remembers what was wrong with them.
private struct TableAssembler {
    let file: String
    var header: [String]?
    var rows: [[String]] = []
    var lines: [Int] = []
    var diagnostics: [Diagnostic] = []

    mutating func add(_ row: DelimitedRow) {
        var fields: [String] = []
        fields.reserveCapacity(row.count)
        for index in 0..<row.count {
            guard let field = row.text(index) else {
                let place = Place(file, line: row.line, column: columnName(index))
                diagnostics.append(
                    Diagnostic(.invalidEncoding, at: place, "field \(index + 1) is not UTF-8; save the file as UTF-8"))
                return
            }
            fields.append(field)
        }
        guard let header else {
            takeHeader(fields, line: row.line)
            return
        }
        guard fields.count == header.count else {
            let message = "the row has \(fields.count) fields, the header has \(header.count); add or remove delimiters"
            diagnostics.append(Diagnostic(.raggedRow, at: Place(file, line: row.line), message))
            return
        }
        rows.append(fields)
        lines.append(row.line)
    }

    mutating func add(_ fault: DelimitedFault) {
        let place = Place(file, line: fault.line, column: columnName(fault.field))
        let message = "\(fault.message) (field \(fault.field + 1)); nothing after it was read"
        diagnostics.append(Diagnostic(fault.code, at: place, message))
    }

    private mutating func takeHeader(_ fields: [String], line: Int) {
        var seen: Set<String> = []
        for name in fields where !seen.insert(name).inserted {
            let place = Place(file, line: line, column: name)
            diagnostics.append(Diagnostic(.duplicateColumn, at: place, "the column is there twice; remove one"))
        }
        header = fields
    }

    private func columnName(_ index: Int) -> String? {
        guard let header, index < header.count else { return nil }
        return header[index]
    }

    func finish() -> (table: Table?, diagnostics: [Diagnostic]) {
        guard let header else {
            guard diagnostics.isEmpty else { return (nil, diagnostics) }
            let message = "the file is empty; it needs at least a header line"
            return (nil, [Diagnostic(.emptyFile, at: Place(file), message)])
        }
        return (Table(file: file, header: header, rows: rows, lines: lines), diagnostics)
    }
}
