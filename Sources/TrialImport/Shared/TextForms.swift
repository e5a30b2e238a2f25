import TrialEvidence

extension String {
    /// The text with every run of blanks and line breaks made one blank.
    var onOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    /// The beginning of the text for a message: on one line, without control characters.
    var shown: String {
        String(String.UnicodeScalarView(onOneLine.printable.unicodeScalars.prefix(40)))
    }

    /// The words in lower case, of letters and digits only.
    var words: [String] {
        lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// The text in capitals with one underscore for whatever is not a letter or a digit.
    var enumSpelling: String { words.joined(separator: "_").uppercased() }
}
