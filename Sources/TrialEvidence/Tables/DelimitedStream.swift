/// Reads the rows of delimited text from a source, and holds no more of it than a row and one buffer.
struct DelimitedStream {
    private let source: any ByteSource
    private let delimiter: UInt8
    private let rowLimit: Int
    private var buffer: [UInt8]
    private var start = 0
    private var end = 0
    private var isAtEnd = false
    private var isAtBeginning = true
    private var line: Int

    init(
        _ source: any ByteSource, delimiter: UInt8, line: Int = 1, rowLimit: Int = DelimitedReader.usualRowLimit
    ) {
        self.rowLimit = rowLimit
        self.source = source
        self.delimiter = delimiter
        self.line = line
        buffer = [UInt8](repeating: 0, count: Swift.min(1 << 18, rowLimit))
    }

    /// Reads the next row; returns false at the end. Throws ``DelimitedFault``, or what the source throws.
    mutating func next(into row: inout DelimitedRow) throws -> Bool {
        if isAtBeginning { try skipMark() }
        while true {
            switch try step(into: &row) {
            case .row: return true
            case .end: return false
            case .incomplete: try refill()
            }
        }
    }

    private var openQuote: Int?

    private mutating func step(into row: inout DelimitedRow) throws(DelimitedFault) -> DelimitedStep {
        let (first, last, complete, from, delimiter, limit) = (start, end, isAtEnd, line, delimiter, rowLimit)
        var taken = 0
        var next = from
        var open: Int?
        let step = try buffer.withUnsafeBufferPointer { bytes throws(DelimitedFault) -> DelimitedStep in
            let piece = UnsafeBufferPointer(rebasing: bytes[first..<last])
            var reader = DelimitedReader(piece, delimiter: delimiter, line: from, isComplete: complete, rowLimit: limit)
            let step = try reader.next(into: &row)
            (taken, next, open) = (reader.index, reader.line, reader.openQuote)
            return step
        }
        (start, line, openQuote) = (first + taken, next, open)
        if step == .incomplete, end - start > rowLimit { throw tooLong(row) }
        return step
    }

    private func tooLong(_ row: DelimitedRow) -> DelimitedFault {
        guard let openQuote else { return DelimitedReader.tooLong(row, limit: rowLimit) }
        let message =
            "the quote opened on line \(openQuote) is not closed within \(rowLimit >> 20) MB; close it"
        return DelimitedFault(code: .unterminatedQuote, line: openQuote, field: row.count, message: message)
    }

    private mutating func skipMark() throws {
        isAtBeginning = false
        while end - start < 3, !isAtEnd { try refill() }
        start += buffer.withUnsafeBufferPointer { bytes in
            DelimitedReader.markLength(UnsafeBufferPointer(rebasing: bytes[start..<end]))
        }
    }

    /// Moves what is left to the front and reads more behind it.
    private mutating func refill() throws {
        if start > 0 {
            buffer.withUnsafeMutableBytes { bytes in
                guard end > start else { return }
                bytes.baseAddress?.copyMemory(from: bytes.baseAddress! + start, byteCount: end - start)
            }
            (start, end) = (0, end - start)
        }
        if end == buffer.count { buffer += [UInt8](repeating: 0, count: buffer.count) }
        let count = try buffer.withUnsafeMutableBytes { bytes in
            try source.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[end...]))
        }
        isAtEnd = count == 0
        end += count
    }
}
