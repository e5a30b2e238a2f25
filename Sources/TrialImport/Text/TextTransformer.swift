/// Makes UTF-8 text with usual line ends and tabs between fields of bytes that come in pieces.
struct TextTransformer {
    private let form: TextForm
    private var units: [UInt16] = []
    private var oddByte: UInt8?
    private var isQuoted = false
    private var isAtLineStart = true
    private var hasPendingBlank = false
    private var isAtBeginning = true

    init(_ form: TextForm) {
        self.form = form
    }

    /// The text of the next piece.
    mutating func feed(_ bytes: ArraySlice<UInt8>, isLast: Bool) -> [UInt8] {
        var text = form.encoding == .utf8 ? Array(bytes) : decode(bytes, isLast)
        if form.hasLoneReturns {
            for index in text.indices where text[index] == UInt8(ascii: "\r") { text[index] = UInt8(ascii: "\n") }
        }
        return form.blanks == .kept ? text : separate(text)
    }

    private mutating func decode(_ bytes: ArraySlice<UInt8>, _ isLast: Bool) -> [UInt8] {
        for byte in bytes {
            guard let first = oddByte else {
                oddByte = byte
                continue
            }
            let (low, high) = form.encoding == .utf16LittleEndian ? (first, byte) : (byte, first)
            units.append(UInt16(high) << 8 | UInt16(low))
            oddByte = nil
        }
        // The first half of a pair waits for the second.
        var rest: [UInt16] = []
        if !isLast, let last = units.last, (0xD800...0xDBFF).contains(last) { rest = [units.removeLast()] }
        defer { units = rest }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    private mutating func separate(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count + 4)
        for byte in text {
            if isAtBeginning, [0xEF, 0xBB, 0xBF].contains(byte) {
                result.append(byte)
                continue
            }
            if isAtBeginning, form.blanks == .fieldsWithRowNames { result += Array("\"\"\t".utf8) }
            isAtBeginning = false
            let isLineEnd = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
            if !isQuoted, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
                hasPendingBlank = !isAtLineStart
                continue
            }
            if hasPendingBlank, !isLineEnd { result.append(UInt8(ascii: "\t")) }
            hasPendingBlank = false
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            isAtLineStart = isLineEnd && !isQuoted
            result.append(byte)
        }
        return result
    }
}
