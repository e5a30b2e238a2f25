import TrialEvidence

/// How a text file is made, beside what it says: its encoding, the ends of its lines, and blanks between its fields.
struct TextForm: Equatable {
    /// The encodings that a file shows beyond doubt.
    enum Encoding: Equatable {
        case utf8, utf16LittleEndian, utf16BigEndian
    }

    /// What separates the fields of a table, where it is none of the usual bytes.
    enum Blanks: Equatable {
        case kept
        /// Runs of blanks are one tab.
        case fields
        /// The same, and the header lacks the name of a first column, as R writes the names of rows.
        case fieldsWithRowNames
    }

    var encoding = Encoding.utf8
    /// Whether lines end in a lone carriage return.
    var hasLoneReturns = false
    var blanks = Blanks.kept

    /// Whether the bytes need no change.
    var isPlain: Bool { self == TextForm() }

    init() {}

    /// Recognises the form by the first bytes of a file; `isTable` allows blanks between fields.
    init(of head: some Collection<UInt8>, isTable: Bool, delimiter: UInt8? = nil) {
        if head.starts(with: [0xFF, 0xFE]) { encoding = .utf16LittleEndian }
        if head.starts(with: [0xFE, 0xFF]) { encoding = .utf16BigEndian }
        var text = Array(head)
        if encoding != .utf8 {
            var decoder = TextTransformer(self)
            text = decoder.feed(text[...], isLast: true)
        }
        hasLoneReturns = text.contains(UInt8(ascii: "\r")) && !text.contains(UInt8(ascii: "\n"))
        let isStated = delimiter == UInt8(ascii: " ")
        if isTable, isStated || delimiter == nil { blanks = Self.blanks(of: text, isStated: isStated) }
    }

    private static func blanks(of text: [UInt8], isStated: Bool) -> Blanks {
        let lines = text.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }.prefix(2).map(Array.init)
        guard let header = lines.first, isStated || !hasUsualDelimiter(header) else { return .kept }
        let names = words(header)
        guard names > 1 else { return .kept }
        guard lines.count > 1 else { return isStated ? .fields : .kept }
        let cells = words(lines[1])
        if cells == names + 1 { return .fieldsWithRowNames }
        return isStated || cells == names ? .fields : .kept
    }

    private static func hasUsualDelimiter(_ line: [UInt8]) -> Bool {
        var isQuoted = false
        for byte in line {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted, DelimiterDetection.candidates.contains(byte) { return true }
        }
        return false
    }

    /// How many words stand outside quotes, a quoted text being one.
    private static func words(_ line: [UInt8]) -> Int {
        var isQuoted = false
        var isInside = false
        var count = 0
        for byte in line {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            let isBlank = !isQuoted && (byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t"))
            if !isBlank, !isInside { count += 1 }
            isInside = !isBlank
        }
        return count
    }
}
