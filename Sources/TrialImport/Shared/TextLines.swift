import TrialEvidence

/// The lines of a text file, each with its number; a byte order mark, UTF-16 with one, CRLF and lone CR are read.
struct TextLines {
    /// The lines without their ends.
    let lines: [String]

    /// Splits a file, or throws the first line that is not UTF-8.
    init(_ foreign: [UInt8], file: String) throws(EvidenceError) {
        let bytes = ForeignText.usual(foreign)
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let content = hasMark ? bytes[3...] : bytes[...]
        guard !content.isEmpty else {
            throw EvidenceError([Diagnostic(.emptyFile, at: Place(file), "the file is empty; choose another")])
        }
        var lines: [String] = []
        for (index, line) in content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        {
            let bare = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            guard let text = String(validating: bare, as: UTF8.self) else {
                let message = "the line is not UTF-8; save the file as UTF-8"
                throw EvidenceError([Diagnostic(.invalidEncoding, at: Place(file, line: index + 1), message)])
            }
            lines.append(text)
        }
        self.lines = lines
    }

    /// The lines with their numbers, counted from 1.
    var numbered: [(number: Int, line: String)] { lines.enumerated().map { ($0 + 1, $1) } }
}
