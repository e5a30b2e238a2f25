/// A fault in delimited text, before it is known which column it is in.
struct DelimitedFault: Error {
    let code: DiagnosticCode
    let line: Int
    let field: Int
    let message: String
}

/// One row of delimited text as bytes; its storage is used again for the next row.
struct DelimitedRow {
    /// The fields' bytes, one after the other, without their quotes.
    var bytes: [UInt8] = []
    /// Where each field ends in `bytes`.
    var ends: [Int] = []
    /// The line on which the row begins, counted from 1.
    var line = 0

    var count: Int { ends.count }

    /// The bytes of a field.
    func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

    /// The text of a field; `nil` where it is not UTF-8.
    func text(_ index: Int) -> String? {
        let range = range(index)
        guard !range.isEmpty else { return "" }
        return bytes.withUnsafeBufferPointer { buffer in
            String(validating: UnsafeBufferPointer(rebasing: buffer[range]), as: UTF8.self)
        }
    }

    mutating func clear(line: Int) {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        self.line = line
    }
}

/// What came of reading a row.
enum DelimitedStep {
    /// A whole row.
    case row
    /// The text ends inside the row and has more to come.
    case incomplete
    /// There is no further row.
    case end
}

/// Reads delimited text (RFC 4180) row by row, without mending anything.
///
/// Quoted line breaks, doubled quotes, a byte order mark, CRLF and a missing final line break are read; a quote that is
/// never closed, a quote inside a bare field, text after a closing quote and a lone carriage return are faults. A row that
/// is longer than the limit is a fault too, so that a broken quote cannot swallow a large file.
struct DelimitedReader {
    /// The most bytes a row may have, unless somebody says otherwise.
    static let usualRowLimit = 16 << 20

    private let text: UnsafeBufferPointer<UInt8>
    private let delimiter: UInt8
    /// Whether the end of the text is the end of the file.
    private let isComplete: Bool
    /// The most bytes a row may have.
    private let rowLimit: Int
    /// Where the next row begins.
    private(set) var index: Int
    /// The line on which the next row begins.
    private(set) var line: Int
    private var ranOut = false
    /// The line of a quote that was open where an incomplete text ended.
    private(set) var openQuote: Int?

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// Reads a whole text from memory that must outlive the reader.
    init(_ text: UnsafeBufferPointer<UInt8>, delimiter: UInt8) {
        self.init(text, delimiter: delimiter, line: 1, isComplete: true)
        index = Self.markLength(text)
    }

    /// Reads a piece of a text that begins with a row.
    init(
        _ text: UnsafeBufferPointer<UInt8>, delimiter: UInt8, line: Int, isComplete: Bool, rowLimit: Int = usualRowLimit
    ) {
        self.text = text
        self.delimiter = delimiter
        self.line = line
        self.isComplete = isComplete
        self.rowLimit = rowLimit
        index = 0
    }

    /// How many bytes of byte order mark a text begins with.
    static func markLength(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        text.count >= 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF ? 3 : 0
    }

    /// Reads the next row.
    mutating func next(into row: inout DelimitedRow) throws(DelimitedFault) -> DelimitedStep {
        guard index < text.count else { return isComplete ? .end : .incomplete }
        let start = (index, line)
        ranOut = false
        openQuote = nil
        row.clear(line: line)
        try readFields(into: &row)
        if ranOut {
            (index, line) = start
            return .incomplete
        }
        guard row.bytes.count <= rowLimit else { throw Self.tooLong(row, limit: rowLimit) }
        return .row
    }

    static func tooLong(_ row: DelimitedRow, limit: Int) -> DelimitedFault {
        let message = "the row is longer than \(limit >> 20) MB, which no table has; is it delimited text at all?"
        return DelimitedFault(
            code: .recordTooLong, line: row.line, field: Swift.max(0, row.count - 1), message: message)
    }

    private mutating func readFields(into row: inout DelimitedRow) throws(DelimitedFault) {
        while true {
            if index < text.count, text[index] == Self.quote {
                try readQuoted(into: &row)
            } else {
                try readBare(into: &row)
            }
            if ranOut { return }
            row.ends.append(row.bytes.count)
            guard index < text.count else {
                ranOut = !isComplete
                return
            }
            let byte = text[index]
            if byte == delimiter {
                index += 1
                continue
            }
            if byte == Self.carriageReturn { index += 1 }
            index += 1
            line += 1
            return
        }
    }

    private mutating func readBare(into row: inout DelimitedRow) throws(DelimitedFault) {
        let start = index
        var end = start
        while end < text.count {
            let byte = text[end]
            if byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn { break }
            if byte == Self.quote {
                throw fault(.strayQuote, row, "a quote stands inside a field that is not quoted; quote the whole field")
            }
            end += 1
        }
        row.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<end]))
        index = end
        try checkLineEnd(row)
    }

    private mutating func readQuoted(into row: inout DelimitedRow) throws(DelimitedFault) {
        let openedOn = line
        var start = index + 1
        var end = start
        while true {
            guard end < text.count else {
                ranOut = !isComplete
                openQuote = openedOn
                if ranOut { return }
                let message = "the quote opened on line \(openedOn) is never closed; close it"
                throw DelimitedFault(
                    code: .unterminatedQuote, line: openedOn, field: row.count, message: message)
            }
            let byte = text[end]
            if byte == Self.lineFeed { line += 1 }
            guard byte == Self.quote else {
                end += 1
                continue
            }
            row.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<end]))
            if end + 1 < text.count, text[end + 1] == Self.quote {
                start = end + 1
                end += 2
            } else {
                index = end + 1
                break
            }
        }
        guard index < text.count else {
            ranOut = !isComplete
            return
        }
        let following = text[index]
        guard following == delimiter || following == Self.lineFeed || following == Self.carriageReturn else {
            throw fault(.strayQuote, row, "text follows a closing quote; double the quotes that belong to the text")
        }
        try checkLineEnd(row)
    }

    private mutating func checkLineEnd(_ row: DelimitedRow) throws(DelimitedFault) {
        guard index < text.count, text[index] == Self.carriageReturn else { return }
        if index + 1 == text.count, !isComplete {
            ranOut = true
            return
        }
        guard index + 1 < text.count, text[index + 1] == Self.lineFeed else {
            throw fault(.bareCarriageReturn, row, "a carriage return stands alone; end lines with LF or CRLF")
        }
    }

    private func fault(_ code: DiagnosticCode, _ row: DelimitedRow, _ message: String) -> DelimitedFault {
        DelimitedFault(code: code, line: line, field: row.count, message: message)
    }
}
