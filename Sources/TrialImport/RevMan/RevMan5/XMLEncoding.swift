import Foundation
import TrialEvidence

/// Turns an XML file of a known encoding into UTF-8, without its declaration.
enum XMLEncoding {
    /// Reads UTF-8, ASCII, ISO-8859-1 and Windows-1252; anything else is refused by name.
    static func utf8(_ bytes: [UInt8], file: String) throws(EvidenceError) -> [UInt8] {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let body = bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes
        guard body.contains(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
            throw RevManFault.fault(.emptyFile, file, "the file is empty; export it from RevMan again")
        }
        if body.starts(with: [0xFF, 0xFE]) || body.starts(with: [0xFE, 0xFF]) || body.prefix(4).contains(0) {
            throw RevManFault.fault(.invalidEncoding, file, "the file is UTF-16 or binary; save it as UTF-8")
        }
        let (encoding, length) = declaration(body)
        // Blanks in place of the declaration keep every line where it was.
        let rest = body[..<length].map { $0 == 0x0A ? $0 : 0x20 } + body[length...]
        switch encoding.lowercased() {
        case "utf-8", "utf8", "us-ascii", "ascii", "":
            guard String(validating: rest, as: UTF8.self) != nil else {
                let line = firstBadLine(rest)
                throw RevManFault.fault(.invalidEncoding, file, line: line, "the text is not UTF-8; save it as UTF-8")
            }
            return rest
        case "iso-8859-1", "iso8859-1", "latin1", "latin-1":
            return rest.flatMap { $0 < 0x80 ? [$0] : [0xC0 | $0 >> 6, 0x80 | $0 & 0x3F] }
        case "windows-1252", "cp1252":
            guard let text = String(bytes: rest, encoding: .windowsCP1252) else {
                throw RevManFault.fault(.invalidEncoding, file, "the text is not Windows-1252; save it as UTF-8")
            }
            return Array(text.utf8)
        default:
            let shown = encoding.prefix(30).filter { $0.isLetter || $0.isNumber || $0 == "-" }
            let message = "the encoding \(shown) is not read; save the file as UTF-8"
            throw RevManFault.fault(.invalidEncoding, file, line: 1, message)
        }
    }

    /// The encoding that the declaration names, and how long the declaration is.
    private static func declaration(_ bytes: [UInt8]) -> (encoding: String, length: Int) {
        guard bytes.starts(with: Array("<?xml".utf8)),
            let end = bytes.prefix(400).firstRange(of: Array("?>".utf8))
        else { return ("", 0) }
        let text = String(decoding: bytes[..<end.upperBound], as: UTF8.self)
        let parts = text.split { $0 == "\"" || $0 == "'" }
        let index = parts.firstIndex { $0.filter { !$0.isWhitespace }.hasSuffix("encoding=") }
        let name = index.flatMap { $0 + 1 < parts.count ? String(parts[$0 + 1]) : nil } ?? ""
        return (name, end.upperBound)
    }

    private static func firstBadLine(_ bytes: [UInt8]) -> Int? {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        return lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }.map { $0 + 1 }
    }
}
