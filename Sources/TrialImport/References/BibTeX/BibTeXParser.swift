import TrialEvidence

/// Reads BibTeX entries from bytes that are UTF-8, without recursion: however deep the braces are.
struct BibTeXParser {
    private let bytes: [UInt8]
    private let file: String
    private var index = 0
    private var line = 1
    private var strings: [String: String] = [:]

    private static let months = [
        "jan": "January", "feb": "February", "mar": "March", "apr": "April", "may": "May", "jun": "June",
        "jul": "July", "aug": "August", "sep": "September", "oct": "October", "nov": "November", "dec": "December",
    ]

    init(_ bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
        strings = Self.months
    }

    /// All entries; what stands between them is comment.
    mutating func entries() throws(EvidenceError) -> [BibTeXEntry] {
        var entries: [BibTeXEntry] = []
        while skip(to: UInt8(ascii: "@")) {
            let start = line
            advance()
            let type = word().lowercased()
            skipBlanks()
            guard !type.isEmpty, let open = peek, open == UInt8(ascii: "{") || open == UInt8(ascii: "(") else {
                continue
            }
            let close = open == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: ")")
            switch type {
            case "comment":
                if open == UInt8(ascii: "{") { _ = try braced(from: start) }
            case "preamble":
                advance()
                _ = try value(from: start)
                try expect(close, from: start)
            case "string":
                advance()
                let (name, text) = try assignment(from: start)
                strings[name] = text
                skipBlanks()
                try expect(close, from: start)
            default:
                advance()
                entries.append(try entry(from: start, close: close))
            }
        }
        return entries
    }

    private mutating func entry(from start: Int, close: UInt8) throws(EvidenceError) -> BibTeXEntry {
        skipBlanks()
        var key: [UInt8] = []
        while let byte = peek, byte != UInt8(ascii: ","), byte != close, !Self.isBlank(byte) {
            key.append(byte)
            advance()
        }
        var entry = BibTeXEntry(key: String(decoding: key, as: UTF8.self), line: start)
        while true {
            skipBlanks()
            guard let byte = peek else { throw cutOff(start) }
            if byte == close {
                advance()
                return entry
            }
            guard byte == UInt8(ascii: ",") else { throw fault("a comma or the end of the entry is missing here") }
            advance()
            skipBlanks()
            if peek == close { continue }
            let (name, text) = try assignment(from: start)
            // BibTeX keeps the first of two fields of one name, and so do we.
            if entry.fields[name] == nil { entry.fields[name] = text }
        }
    }

    private mutating func assignment(from start: Int) throws(EvidenceError) -> (name: String, text: String) {
        skipBlanks()
        let name = word().lowercased()
        skipBlanks()
        guard !name.isEmpty, peek == UInt8(ascii: "=") else {
            if peek == nil { throw cutOff(start) }
            throw fault("a field must be a name, an equals sign and a value")
        }
        advance()
        return (name, try value(from: start))
    }

    private mutating func value(from start: Int) throws(EvidenceError) -> String {
        var text = ""
        while true {
            skipBlanks()
            guard let byte = peek else { throw cutOff(start) }
            switch byte {
            case UInt8(ascii: "{"): text += try braced(from: start)
            case UInt8(ascii: "\""): text += try quoted(from: start)
            default: text += try bare()
            }
            skipBlanks()
            guard peek == UInt8(ascii: "#") else { return text }
            advance()
        }
    }

    /// A number, or the text of an abbreviation.
    private mutating func bare() throws(EvidenceError) -> String {
        let name = word()
        guard !name.isEmpty else {
            throw fault("a value must stand in braces or quotes, or be a number or abbreviation")
        }
        if name.allSatisfy(\.isNumber) { return name }
        if let text = strings[name.lowercased()] { return text }
        let message = "no @string defines \"\(name)\"\(NearestName.hint(Array(strings.keys), for: name)); define it"
        throw EvidenceError([Diagnostic(.unknownCode, at: Place(file, line: line), message)])
    }

    /// The text between braces that belong together, without the outer ones.
    private mutating func braced(from start: Int) throws(EvidenceError) -> String {
        let opened = line
        advance()
        var depth = 1
        let from = index
        while let byte = peek {
            if byte == UInt8(ascii: "\\") { advance() }
            if byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "}") { depth -= 1 }
            if depth == 0 {
                let text = String(decoding: bytes[from..<index], as: UTF8.self)
                advance()
                return text
            }
            advance()
        }
        let message = "the brace opened on line \(opened) is never closed; close it"
        throw EvidenceError([Diagnostic(.malformedFile, at: Place(file, line: start), message)])
    }

    /// The text between quotes; quotes inside braces do not end it.
    private mutating func quoted(from start: Int) throws(EvidenceError) -> String {
        advance()
        var depth = 0
        let from = index
        while let byte = peek {
            if byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "}") { depth -= 1 }
            if byte == UInt8(ascii: "\""), depth <= 0 {
                let text = String(decoding: bytes[from..<index], as: UTF8.self)
                advance()
                return text
            }
            advance()
        }
        throw EvidenceError([
            Diagnostic(
                .unterminatedQuote, at: Place(file, line: start), "a quote of this entry is never closed; close it")
        ])
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func advance() {
        guard index < bytes.count else { return }
        if bytes[index] == UInt8(ascii: "\n") { line += 1 }
        index += 1
    }

    private mutating func skip(to byte: UInt8) -> Bool {
        while let next = peek, next != byte { advance() }
        return peek != nil
    }

    private mutating func skipBlanks() {
        while let byte = peek, Self.isBlank(byte) { advance() }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

    private static let wordEnds = Set("{}(),=#\"@%'".utf8)

    private mutating func word() -> String {
        let from = index
        while let byte = peek, !Self.isBlank(byte), !Self.wordEnds.contains(byte) { advance() }
        return String(decoding: bytes[from..<index], as: UTF8.self)
    }

    private mutating func expect(_ byte: UInt8, from start: Int) throws(EvidenceError) {
        guard peek == byte else {
            throw peek == nil ? cutOff(start) : fault("the end of the entry is missing here")
        }
        advance()
    }

    private func fault(_ message: String) -> EvidenceError {
        EvidenceError([Diagnostic(.malformedFile, at: Place(file, line: line), "\(message); correct the entry")])
    }

    private func cutOff(_ start: Int) -> EvidenceError {
        let message = "the entry that begins here has no end; the file is cut off, export it again"
        return EvidenceError([Diagnostic(.malformedFile, at: Place(file, line: start), message)])
    }
}
