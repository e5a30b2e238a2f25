/// Why a text is not JSON, and where it stops being so.
public struct JSONSyntaxError: Error, Equatable, Sendable {
    /// What is wrong and what to write instead.
    public let message: String
    /// The 1-based position of the byte.
    public let position: Int
}

/// Reads one JSON text (RFC 8259) from bytes.
///
/// Stricter than the standard where silence would lose data: a name may stand once in an object. Nesting is limited,
/// so that no text can exhaust the stack.
public struct JSONParser {
    /// The deepest nesting of lists and objects, unless another is asked for.
    public static let deepest = 64

    /// The most names of an object that are looked through one by one.
    private static let fewNames = 16

    private let bytes: UnsafeBufferPointer<UInt8>
    private let deepest: Int
    private var at = 0
    private var depth = 0

    /// The value of the outermost name `id`, known even where the text is broken further on.
    public private(set) var identifier: JSONValue?

    /// Begins to read bytes, which must outlive the parser.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - deepest: The deepest nesting of lists and objects; each takes a little of the stack.
    public init(_ bytes: UnsafeBufferPointer<UInt8>, deepest: Int = JSONParser.deepest) {
        self.bytes = bytes
        self.deepest = deepest
    }

    /// The value that the bytes hold.
    ///
    /// - Throws: `JSONSyntaxError` where they hold no JSON, or more than one value.
    public mutating func parse() throws(JSONSyntaxError) -> JSONValue {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
        skipSpace()
        let value = try value()
        skipSpace()
        guard at == bytes.count else { throw error("there is text after the end of the value") }
        return value
    }

    private func error(_ message: String) -> JSONSyntaxError { JSONSyntaxError(message: message, position: at + 1) }

    /// The byte here; 0 at the end.
    private var byte: UInt8 { at < bytes.count ? bytes[at] : 0 }

    private mutating func skipSpace() {
        while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x0D || bytes[at] == 0x0A {
            at += 1
        }
    }

    private mutating func value() throws(JSONSyntaxError) -> JSONValue {
        switch byte {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): return try number()
        default: return try word()
        }
    }

    private mutating func enter() throws(JSONSyntaxError) {
        depth += 1
        guard depth <= deepest else { throw error("lists and objects are nested more than \(deepest) deep") }
        at += 1
        skipSpace()
    }

    private mutating func leave() {
        depth -= 1
        at += 1
    }

    private mutating func array() throws(JSONSyntaxError) -> JSONValue {
        try enter()
        var values: [JSONValue] = []
        if byte == UInt8(ascii: "]") {
            leave()
            return .array(values)
        }
        while true {
            values.append(try value())
            skipSpace()
            if byte == UInt8(ascii: "]") {
                leave()
                return .array(values)
            }
            guard byte == UInt8(ascii: ",") else { throw error("expected ',' or ']' in a list") }
            at += 1
            skipSpace()
        }
    }

    private mutating func object() throws(JSONSyntaxError) -> JSONValue {
        try enter()
        var pairs: [(key: String, value: JSONValue)] = []
        // Few names are compared faster than hashed; many would take the square of their number.
        var names: Set<String> = []
        if byte == UInt8(ascii: "}") {
            leave()
            return .object(pairs)
        }
        while true {
            guard byte == UInt8(ascii: "\"") else { throw error("expected a name in double quotes") }
            let name = try string()
            if pairs.count == Self.fewNames { names.formUnion(pairs.map(\.key)) }
            let isNew =
                pairs.count < Self.fewNames ? !pairs.contains { $0.key == name } : names.insert(name).inserted
            guard isNew else { throw error("the name '\(name)' stands twice in one object") }
            skipSpace()
            guard byte == UInt8(ascii: ":") else { throw error("expected ':' after the name '\(name)'") }
            at += 1
            skipSpace()
            let value = try value()
            if depth == 1, name == "id" { identifier = value }
            pairs.append((name, value))
            skipSpace()
            if byte == UInt8(ascii: "}") {
                leave()
                return .object(pairs)
            }
            guard byte == UInt8(ascii: ",") else { throw error("expected ',' or '}' in an object") }
            at += 1
            skipSpace()
        }
    }

    private mutating func word() throws(JSONSyntaxError) -> JSONValue {
        let start = at
        var end = at
        while end < bytes.count, end - at < 16, bytes[end].isWordByte { end += 1 }
        let word = String(decoding: bytes[start..<end], as: UTF8.self)
        switch word {
        case "null":
            at = end
            return .null
        case "true", "false":
            at = end
            return .bool(word == "true")
        case "NaN", "NA", "Infinity", "Inf", "nan", "inf", "NULL", "None":
            throw error("'\(word)' is not JSON; write null for a missing number")
        case "" where at >= bytes.count: throw error("the line ends in the middle of a value")
        default: throw error("expected a value")
        }
    }

    private mutating func digits() -> Bool {
        let start = at
        while at < bytes.count, bytes[at] >= UInt8(ascii: "0"), bytes[at] <= UInt8(ascii: "9") { at += 1 }
        return at > start
    }

    private mutating func number() throws(JSONSyntaxError) -> JSONValue {
        let start = at
        if byte == UInt8(ascii: "-") { at += 1 }
        let leading = at
        guard digits() else { throw error("expected a digit; write null for a missing number") }
        if bytes[leading] == UInt8(ascii: "0"), at > leading + 1 {
            throw error("a number does not begin with 0 and another digit")
        }
        if byte == UInt8(ascii: ".") {
            at += 1
            guard digits() else { throw error("expected a digit after the decimal point") }
        }
        if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
            at += 1
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { at += 1 }
            guard digits() else { throw error("expected a digit in the exponent") }
        }
        guard let number = DecimalText.read(UnsafeBufferPointer(rebasing: bytes[start..<at])) else {
            throw error("the number is outside the range of double precision")
        }
        return .number(number)
    }
}

extension JSONParser {
    private mutating func string() throws(JSONSyntaxError) -> String {
        at += 1
        var text = ""
        while true {
            let start = at
            while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\"), bytes[at] >= 0x20
            {
                at += 1
            }
            guard let part = String(validating: bytes[start..<at], as: UTF8.self) else {
                at = start
                throw error("the text is not UTF-8; save the requests as UTF-8")
            }
            if text.isEmpty { text = part } else { text += part }
            guard at < bytes.count else { throw error("a text has no closing quote") }
            switch bytes[at] {
            case UInt8(ascii: "\""):
                at += 1
                return text
            case UInt8(ascii: "\\"): text.unicodeScalars.append(try escape())
            default: throw error("a control character in a text must be written as an escape, such as \\n")
            }
        }
    }

    private mutating func escape() throws(JSONSyntaxError) -> Unicode.Scalar {
        at += 1
        let letter = byte
        at += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw error("unknown escape in a text")
        }
    }

    private mutating func unicodeEscape() throws(JSONSyntaxError) -> Unicode.Scalar {
        let first = try fourDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, byte == UInt8(ascii: "\\"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "u")
        else {
            throw error("half of a surrogate pair stands alone in a text")
        }
        at += 2
        let second = try fourDigits()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw error("half of a surrogate pair stands alone in a text") }
        return scalar
    }

    private mutating func fourDigits() throws(JSONSyntaxError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error("expected four hexadecimal digits after \\u")
            }
            value = value << 4 + UInt32(digit)
            at += 1
        }
        return value
    }
}

extension UInt8 {
    /// Whether the byte is a letter, a digit or a sign that a misspelt number may hold.
    fileprivate var isWordByte: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
    }
}
