/// A table that is read piece by piece, so that its size does not matter.
///
/// Faults are those of ``DelimitedText/read(_:file:)``; a broken quote, a lone carriage return and a row of more than 16 MB
/// end the reading.
public struct TableStream {
    /// Rows that follow each other in the file, and what was wrong among them.
    public struct Piece: Sendable, Equatable {
        /// The header with the rows; `nil` where there is no usable header.
        public var table: Table?
        /// What was wrong.
        public var diagnostics: [Diagnostic]
    }

    private var stream: DelimitedStream
    private var assembler: TableAssembler
    private var row = DelimitedRow()
    private var isFinished = false
    private var isFirst = true

    /// Reads a table whose header begins on a line, which is the first one unless something was skipped.
    public init(_ source: any ByteSource, file: String, dialect: DelimitedText, line: Int = 1) {
        self.init(source, file: file, dialect: dialect, line: line, rowLimit: DelimitedReader.usualRowLimit)
    }

    init(_ source: any ByteSource, file: String, dialect: DelimitedText, line: Int, rowLimit: Int) {
        stream = DelimitedStream(source, delimiter: dialect.delimiter, line: line, rowLimit: rowLimit)
        assembler = TableAssembler(file: file, forgivesEmptiness: dialect.forgivesEmptiness)
    }

    /// The next rows, at most so many and hardly more than 4 MB; `nil` after the last.
    ///
    /// The first piece comes also where the table has no rows. Throws what the source throws.
    public mutating func next(atMost count: Int = 4096) throws -> Piece? {
        guard !isFinished else { return nil }
        while assembler.count < count, assembler.size < 4 << 20, assembler.diagnostics.count < count {
            do {
                guard try stream.next(into: &row) else {
                    isFinished = true
                    break
                }
                assembler.add(row)
            } catch let fault as DelimitedFault {
                assembler.add(fault)
                isFinished = true
                break
            }
        }
        if isFinished, !isFirst, assembler.count == 0, assembler.diagnostics.isEmpty { return nil }
        isFirst = false
        let (table, diagnostics) = isFinished ? assembler.finish() : assembler.take()
        return Piece(table: table, diagnostics: diagnostics)
    }

    /// The columns of a comma-separated table; `nil` where it has no usable header.
    public static func header(of source: any ByteSource, file: String) throws -> [String]? {
        var stream = TableStream(source, file: file, dialect: .commaSeparated)
        return try stream.next(atMost: 1)?.table?.header
    }
}
