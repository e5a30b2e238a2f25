/// Writes JSON values as UTF-8 into one buffer, which keeps its memory from one value to the next.
///
/// Numbers have the fewest digits that read back as the same double, names stand in their order, and what JSON has no number
/// for is `null` (``NonFiniteNumbers``). Control characters, DEL and the line separators U+2028 and U+2029 are escapes, so that a
/// value is one line to every reader of lines.
public struct JSONWriter: Sendable {
    /// What was written.
    public private(set) var bytes: [UInt8] = []

    /// Creates a writer with room for so many bytes.
    public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    /// Forgets what was written and keeps the memory.
    public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Appends a byte as it is, such as the end of a line.
    public mutating func append(byte: UInt8) { bytes.append(byte) }

    /// Appends a value on one line.
    public mutating func append(_ value: JSONValue) {
        switch value {
        case .null: append(literal: "null")
        case .bool(let value): append(literal: value ? "true" : "false")
        case .number(let value): append(number: value)
        case .string(let value): append(text: value)
        case .array(let values):
            append(byte: UInt8(ascii: "["))
            var isFirst = true
            for value in values {
                if !isFirst { append(byte: UInt8(ascii: ",")) }
                isFirst = false
                append(value)
            }
            append(byte: UInt8(ascii: "]"))
        case .object(let pairs):
            append(byte: UInt8(ascii: "{"))
            var isFirst = true
            for pair in pairs {
                if !isFirst { append(byte: UInt8(ascii: ",")) }
                isFirst = false
                append(text: pair.key)
                append(byte: UInt8(ascii: ":"))
                append(pair.value)
            }
            append(byte: UInt8(ascii: "}"))
        }
    }

    /// Appends a number; `null` where JSON has none.
    public mutating func append(number value: Double) {
        guard value.isFinite else { return append(literal: "null") }
        DecimalText.append(value, to: &bytes)
    }

    /// Appends a text in quotes.
    public mutating func append(text: String) {
        var text = text
        text.withUTF8 { text in
            if Self.standsForItself(text) { return appendQuoted(text) }
            append(byte: UInt8(ascii: "\""))
            append(escaping: text)
            append(byte: UInt8(ascii: "\""))
        }
    }

    private mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(atMost: text.count + 2) { start in
            start[0] = UInt8(ascii: "\"")
            if let first = text.baseAddress { (start + 1).update(from: first, count: text.count) }
            start[text.count + 1] = UInt8(ascii: "\"")
            return text.count + 2
        }
    }

    /// Whether no byte of a text can belong to an escape.
    private static func standsForItself(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let bytes = UnsafeRawBufferPointer(text)
        var at = 0
        while at + 8 <= bytes.count {
            if mayEscape(bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)) { return false }
            at += 8
        }
        while at < bytes.count {
            if bytes[at] == 0xE2 || escapedLength(text, at) > 0 { return false }
            at += 1
        }
        return true
    }

    /// Whether one of eight bytes can belong to an escape: a byte below `n` borrows from the bit above it when `n` is taken from each.
    private static func mayEscape(_ eight: UInt64) -> Bool {
        let each: UInt64 = 0x0101_0101_0101_0101
        func below(_ n: UInt64, _ bytes: UInt64) -> UInt64 { (bytes &- each &* n) & ~bytes }
        func equal(_ byte: UInt64) -> UInt64 { below(1, eight ^ (each &* byte)) }
        let found = below(0x20, eight) | equal(0x22) | equal(0x5C) | equal(0x7F) | equal(0xE2)
        return found & (each &* 0x80) != 0
    }

    private mutating func append(literal: StaticString) {
        literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Runs of bytes that stand for themselves go over in one piece.
    private mutating func append(escaping text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        var at = 0
        while at < text.count {
            let length = Self.escapedLength(text, at)
            if length == 0 {
                at += 1
                continue
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<at]))
            appendEscape(length == 3 ? 0x2000 + Int(text[at + 2] & 0x3F) : Int(text[at]))
            at += length
            start = at
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }

    /// How many bytes here make one character that must be an escape; 0 where none does.
    private static func escapedLength(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        switch text[at] {
        case 0x22, 0x5C, 0x7F, 0..<0x20: 1
        // U+2028 and U+2029 are E2 80 A8 and E2 80 A9.
        case 0xE2 where text[at + 1] == 0x80 && text[at + 2] & 0xFE == 0xA8: 3
        default: 0
        }
    }

    private mutating func appendEscape(_ scalar: Int) {
        switch UInt8(exactly: scalar) {
        case UInt8(ascii: "\"")?: append(literal: "\\\"")
        case UInt8(ascii: "\\")?: append(literal: "\\\\")
        case UInt8(ascii: "\n")?: append(literal: "\\n")
        case UInt8(ascii: "\r")?: append(literal: "\\r")
        case UInt8(ascii: "\t")?: append(literal: "\\t")
        default:
            append(literal: "\\u")
            for shift in [12, 8, 4, 0] {
                let digit = UInt8(scalar >> shift & 0xF)
                append(byte: digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
        }
    }
}
