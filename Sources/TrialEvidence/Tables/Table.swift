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
    /// Whether emptiness is read over as spreadsheets leave it behind: rows of nothing, columns without a name, and empty
    /// fields behind the last column.
    public var forgivesEmptiness = false

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
            var assembler = TableAssembler(file: file, forgivesEmptiness: forgivesEmptiness)
            var reader = DelimitedReader(text, delimiter: delimiter)
            var row = DelimitedRow()
            do throws(DelimitedFault) {
                while case .row = try reader.next(into: &row) {
                    assembler.add(row)
                }
            } catch {
                assembler.add(error)
            }
            return assembler.finish()
        }
    }

    /// The bytes up to the end of the first row; all of them where that row has faults.
    func headerLine(of bytes: [UInt8]) -> [UInt8] {
        bytes.withUnsafeBufferPointer { text in
            var reader = DelimitedReader(text, delimiter: delimiter)
            var row = DelimitedRow()
            guard case .row? = try? reader.next(into: &row) else { return bytes }
            return Array(bytes[..<reader.index])
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

    /// A line of fields in the canonical spelling.
    func line(_ fields: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        append(fields, to: &bytes)
        return bytes
    }

    /// Appends a line of fields in the canonical spelling.
    public func append(_ fields: [String], to bytes: inout [UInt8]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(delimiter) }
            var field = field
            field.withUTF8 { append($0, to: &bytes) }
        }
        // A line that holds one empty field would read as no line at all.
        if fields.count == 1, fields[0].isEmpty { bytes.append(contentsOf: "\"\"".utf8) }
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Appends the bytes of one field, in quotes where it needs them.
    public func append(_ field: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
        field.withUnsafeBufferPointer { append($0, to: &bytes) }
    }

    private func append(_ field: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        let quote = UInt8(ascii: "\"")
        let needsQuotes = field.contains { byte in
            byte == delimiter || byte == quote || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
        }
        guard needsQuotes else {
            bytes.append(contentsOf: field)
            return
        }
        bytes.append(quote)
        for byte in field {
            if byte == quote { bytes.append(quote) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }
}
