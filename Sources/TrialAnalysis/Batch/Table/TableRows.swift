import Glibc
import TrialJSON

/// Where one field of a row of text stands.
struct TableField {
    /// The bytes, without quotes around them.
    var range: Range<Int>
    /// Whether it stands in quotes; then two quotes inside mean one.
    var isQuoted = false
}

/// Goes through the rows of a piece of text, byte by byte and without a text made of them.
///
/// Fields are separated by a tab or a comma and may stand in double quotes (RFC 4180), but on one line. Rows end with LF or
/// CRLF.
struct TableRows {
    /// What a row is.
    enum Kind {
        /// A row with as many fields as it has.
        case fields(Int)
        /// Nothing but space.
        case blank
        /// A quote opens and does not close before the end of the row, or text follows it.
        case openQuote
    }

    /// The bytes of the text.
    let bytes: UnsafeBufferPointer<UInt8>
    /// The byte between two fields.
    let separator: UInt8
    /// Where the next row begins.
    private(set) var position: Int
    /// The fields of the last row, as many as were asked for.
    private(set) var fields: [TableField]

    /// Begins at a position; the first `most` fields of each row are kept.
    init(_ bytes: UnsafeBufferPointer<UInt8>, separator: UInt8, from position: Int = 0, keeping most: Int) {
        self.bytes = bytes
        self.separator = separator
        self.position = position
        fields = Array(repeating: TableField(range: 0..<0), count: most)
    }

    /// Reads the next row; nil at the end.
    mutating func next() -> Kind? {
        guard position < bytes.count else { return nil }
        var (start, at, field) = (position, position, 0)
        var isBlank = true
        while true {
            let isAtEnd = at >= bytes.count || bytes[at] == Self.lineFeed
            if isAtEnd || bytes[at] == separator {
                let end = isAtEnd && at > start && bytes[at - 1] == Self.carriageReturn ? at - 1 : at
                keep(TableField(range: start..<end), field)
                field += 1
                if isAtEnd { break }
                isBlank = false
                (at, start) = (at + 1, at + 1)
            } else if bytes[at] == Self.quote, at == start {
                isBlank = false
                guard let after = quoted(from: at + 1, field) else { return .openQuote }
                field += 1
                at = after
                if at >= bytes.count || bytes[at] == Self.lineFeed { break }
                (at, start) = (at + 1, at + 1)
            } else {
                if bytes[at] > 0x20 { isBlank = false }
                at += 1
            }
        }
        position = min(at + 1, bytes.count)
        return isBlank && field == 1 ? .blank : .fields(field)
    }

    /// Reads a field that begins behind a quote; gives the place of the separator or of the end behind it.
    ///
    /// Where the quote does not close the row is passed over.
    private mutating func quoted(from start: Int, _ field: Int) -> Int? {
        var at = start
        while at < bytes.count, bytes[at] != Self.lineFeed {
            guard bytes[at] == Self.quote else {
                at += 1
                continue
            }
            if at + 1 < bytes.count, bytes[at + 1] == Self.quote {
                at += 2
                continue
            }
            keep(TableField(range: start..<at, isQuoted: true), field)
            at += 1
            if at < bytes.count, bytes[at] == Self.carriageReturn { at += 1 }
            if at >= bytes.count || bytes[at] == separator || bytes[at] == Self.lineFeed { return at }
            break
        }
        while at < bytes.count, bytes[at] != Self.lineFeed { at += 1 }
        position = min(at + 1, bytes.count)
        return nil
    }

    @inline(__always)
    private mutating func keep(_ field: TableField, _ index: Int) {
        if index < fields.count { fields[index] = field }
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let quote = UInt8(ascii: "\"")
}

extension TableRows {
    /// Appends what a field says, its quotes resolved.
    func append(_ field: TableField, to text: inout [UInt8]) {
        guard field.isQuoted else { return text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[field.range])) }
        var at = field.range.lowerBound
        while at < field.range.upperBound {
            text.append(bytes[at])
            at += bytes[at] == Self.quote ? 2 : 1
        }
    }

    /// What a field says, for people.
    func text(_ field: TableField) -> String {
        var text: [UInt8] = []
        append(field, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether a field says the same as some bytes.
    func says(_ field: TableField, _ text: [UInt8]) -> Bool {
        if field.isQuoted {
            var own: [UInt8] = []
            append(field, to: &own)
            return own == text
        }
        let length = field.range.count
        guard length == text.count, length > 0, let own = bytes.baseAddress else { return length == text.count }
        return text.withUnsafeBufferPointer { memcmp(own + field.range.lowerBound, $0.baseAddress!, length) == 0 }
    }

    /// A number in a field.
    enum Number {
        case value(Double)
        /// Nothing, or `NA`.
        case missing
        /// Anything else.
        case none
    }

    /// The number in a field, space around it and a plus before it aside.
    func number(_ field: TableField) -> Number {
        var (start, end) = (field.range.lowerBound, field.range.upperBound)
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        if start == end { return .missing }
        if end - start == 2, bytes[start] == UInt8(ascii: "N"), bytes[start + 1] == UInt8(ascii: "A") {
            return .missing
        }
        if bytes[start] == UInt8(ascii: "+"), end - start > 1, bytes[start + 1] != UInt8(ascii: "-") { start += 1 }
        return DecimalText.read(UnsafeBufferPointer(rebasing: bytes[start..<end])).map { .value($0) } ?? .none
    }
}

/// Writes rows of fields into one buffer.
struct TableWriter {
    /// What was written.
    private(set) var bytes: [UInt8] = []
    private let separator: UInt8
    private var isInRow = false

    /// Begins with nothing written.
    init(separator: UInt8) { self.separator = separator }

    /// Ends a row.
    mutating func endRow() {
        bytes.append(UInt8(ascii: "\n"))
        isInRow = false
    }

    /// Appends a number: nothing for what is not defined, `Inf` and `-Inf` for infinite ones.
    mutating func append(number: Double?) {
        beginField()
        guard let number, !number.isNaN else { return }
        if number.isFinite { return DecimalText.append(number, to: &bytes) }
        bytes.append(contentsOf: number > 0 ? "Inf".utf8 : "-Inf".utf8)
    }

    /// Appends a whole number.
    mutating func append(whole: Int) {
        beginField()
        DecimalText.append(Int64(whole), to: &bytes)
    }

    /// Appends a text, in quotes where it holds what would end or open a field.
    mutating func append(text: some Collection<UInt8>) {
        beginField()
        let quote = UInt8(ascii: "\"")
        guard text.contains(where: { $0 == separator || $0 == quote || $0 == 0x0A || $0 == 0x0D }) else {
            return bytes.append(contentsOf: text)
        }
        bytes.append(quote)
        for byte in text {
            if byte == quote { bytes.append(quote) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }

    private mutating func beginField() {
        if isInRow { bytes.append(separator) }
        isInRow = true
    }
}
