/// Breaks texts into lines of a measured font: at blanks, behind a hyphen or a slash between letters, and behind the marks
/// of long addresses; inside a word only where no line could hold it.
struct LineBreaker {
    /// A line of a text.
    struct Line: Equatable {
        /// What stands on it, without the blank at its end.
        let text: String
        /// Whether it was broken at a blank, so that a reader of the whole needs one.
        let endsWithBlank: Bool
    }

    /// A part of a text that stays on one line.
    struct Piece: Equatable {
        /// The part, without the blank behind it.
        let text: String
        /// Whether a blank follows.
        let endsWithBlank: Bool
    }

    let measurer: TextMeasurer

    /// From this many characters on, a run without blanks is an address or a checksum: it breaks behind any of its marks.
    private static let longest = 20
    /// A run without marks that is longer is no word of any language, and breaks anywhere; one with digits is a checksum.
    private static let longestWord = 40
    private static let longestCode = 16
    private static let marks: Set<Character> = ["/", "-", ".", "_", "=", "?", "&", ",", ";", ":", "@", ")", "#"]

    /// The parts of a text that no line may break.
    static func pieces(_ text: String) -> [Piece] {
        let words = text.split(separator: " ", omittingEmptySubsequences: true)
        return words.enumerated().flatMap { index, word -> [Piece] in
            let parts = parts(word)
            return parts.enumerated().map {
                Piece(text: $1, endsWithBlank: $0 == parts.count - 1 && index < words.count - 1)
            }
        }
    }

    /// The lines of a text, none wider than `width` unless it holds a single letter; at least one.
    func lines(_ text: String, _ font: TextFont, width limit: Double) -> [Line] {
        if measurer.width(text, font) <= limit { return [Line(text: text, endsWithBlank: false)] }
        var lines: [Line] = []
        var line = ""
        var blank = false
        for piece in Self.pieces(text).flatMap({ fitting($0, font, limit) }) {
            let longer = line + (blank ? " " : "") + piece.text
            if line.isEmpty || measurer.width(longer, font) <= limit {
                line = longer
            } else {
                lines.append(Line(text: line, endsWithBlank: blank))
                line = piece.text
            }
            blank = piece.endsWithBlank
        }
        return lines + (line.isEmpty && !lines.isEmpty ? [] : [Line(text: line, endsWithBlank: false)])
    }

    /// A run without blanks, parted where it may break.
    private static func parts(_ word: Substring) -> [String] {
        let letters = Array(word)
        let isLong = letters.count > longest
        let longestPart = isLong && letters.contains(where: \.isNumber) ? longestCode : longestWord
        var parts: [String] = []
        var part = ""
        for (index, letter) in letters.enumerated() {
            part.append(letter)
            guard index + 1 < letters.count, index > 0 else { continue }
            let next = letters[index + 1]
            let isBetweenLetters =
                (letter == "-" || letter == "/") && letters[index - 1].isLetter && next.isLetter && part.count > 2
            let isBehindMark = isLong && marks.contains(letter) && !marks.contains(next) && part.count > 3
            if isBetweenLetters || isBehindMark || part.count == longestPart {
                parts.append(part)
                part = ""
            }
        }
        return part.isEmpty ? parts : parts + [part]
    }

    /// A piece as it is, or parted by letter where a line cannot hold it.
    private func fitting(_ piece: Piece, _ font: TextFont, _ limit: Double) -> [Piece] {
        guard measurer.width(piece.text, font) > limit else { return [piece] }
        var parts: [String] = []
        var part = ""
        for letter in piece.text {
            if !part.isEmpty, measurer.width(part + String(letter), font) > limit {
                parts.append(part)
                part = ""
            }
            part.append(letter)
        }
        parts.append(part)
        return parts.enumerated().map {
            Piece(text: $1, endsWithBlank: $0 == parts.count - 1 && piece.endsWithBlank)
        }
    }
}
