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

    /// The text of a field; `nil` where it is not UTF-8.
    func text(_ index: Int) -> String? {
        let start = index == 0 ? 0 : ends[index - 1]
        guard start < ends[index] else { return "" }
        return bytes.withUnsafeBufferPointer { buffer in
            String(validating: UnsafeBufferPointer(rebasing: buffer[start..<ends[index]]), as: UTF8.self)
        }
    }

    mutating func clear(line: Int) {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        self.line = line
    }
}

/// Reads delimited text (RFC 4180) row by row, without mending anything.
///
/// Quoted line breaks, doubled quotes, a byte order mark, CRLF and a missing final line break are read; a quote that is
/// never closed, a quote inside a bare field, text after a closing quote and a lone carriage return are faults.
struct DelimitedReader {
    private let text: UnsafeBufferPointer<UInt8>
    private let delimiter: UInt8
    private var index: Int
    private var line = 1

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// Reads from memory that must outlive the reader.
    init(_ text: UnsafeBufferPointer<UInt8>, delimiter: UInt8) {
        self.text = text
        self.delimiter = delimiter
        let hasMark = text.count >= 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF
        index = hasMark ? 3 : 0
    }

    /// Reads the next row; returns false at the end of the text.
    mutating func next(into row: inout DelimitedRow) throws(DelimitedFault) -> Bool {
        guard index < text.count else { return false }
        row.clear(line: line)
        while true {
            if index < text.count, text[index] == Self.quote {
                try readQuoted(into: &row)
            } else {
                try readBare(into: &row)
            }
            row.ends.append(row.bytes.count)
            guard index < text.count else { return true }
            let byte = text[index]
            if byte == delimiter {
                index += 1
                continue
            }
            if byte == Self.carriageReturn { index += 1 }
            index += 1
            line += 1
            return true
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
        guard index < text.count else { return }
        let following = text[index]
        guard following == delimiter || following == Self.lineFeed || following == Self.carriageReturn else {
            throw fault(.strayQuote, row, "text follows a closing quote; double the quotes that belong to the text")
        }
        try checkLineEnd(row)
    }

    private func checkLineEnd(_ row: DelimitedRow) throws(DelimitedFault) {
        guard index < text.count, text[index] == Self.carriageReturn else { return }
        guard index + 1 < text.count, text[index + 1] == Self.lineFeed else {
            throw fault(.bareCarriageReturn, row, "a carriage return stands alone; end lines with LF or CRLF")
        }
    }

    private func fault(_ code: DiagnosticCode, _ row: DelimitedRow, _ message: String) -> DelimitedFault {
        DelimitedFault(code: code, line: line, field: row.count, message: message)
    }
}
