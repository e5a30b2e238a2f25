import TrialEvidence

/// The parts of a cell in which several numbers may stand.
enum NumberToken: Equatable {
    case number(Double)
    case open, close, comma, semicolon, dash, slash, percent, below, above, equals, plusMinus
    case word(String)
}

/// Cuts a cell into numbers, signs and words.
struct NumberTokens {
    private let text: [Character]
    private let mark: DecimalMark
    private var index = 0
    private var tokens: [NumberToken] = []

    /// The tokens of a cell; `nil` where it holds a sign that no number goes with.
    static func of(_ text: String, mark: DecimalMark) -> [NumberToken]? {
        var tokens = NumberTokens(text: Array(text), mark: mark)
        return tokens.cut() ? tokens.tokens : nil
    }

    private init(text: [Character], mark: DecimalMark) {
        self.text = text
        self.mark = mark
    }

    private static let signs: [Character: NumberToken] = [
        "(": .open, "[": .open, "{": .open, ")": .close, "]": .close, "}": .close, ",": .comma, ";": .semicolon,
        "/": .slash, "%": .percent, "<": .below, "≤": .below, ">": .above, "≥": .above, "=": .equals,
        "±": .plusMinus,
    ]

    private mutating func cut() -> Bool {
        while index < text.count {
            let character = text[index]
            if character.isWhitespace || character == ":" {
                index += 1
            } else if startsNumber {
                guard let value = number() else { return false }
                tokens.append(.number(value))
            } else if TypedSigns.isMinus(character) {
                tokens.append(.dash)
                index += 1
            } else if character == "+", text[index...].starts(with: "+/-") {
                tokens.append(.plusMinus)
                index += 3
            } else if let sign = Self.signs[character] {
                tokens.append(sign)
                index += 1
            } else if character.isLetter {
                word()
            } else {
                return false
            }
        }
        return !tokens.isEmpty
    }

    /// A number begins here; a minus belongs to it unless a number stands before, which makes it a range.
    private var startsNumber: Bool {
        let character = text[index]
        if isDigit(index) || isMark(index) && isDigit(index + 1) { return true }
        let isSign = TypedSigns.isMinus(character) || character == "+"
        guard isSign, isDigit(index + 1) || isMark(index + 1) && isDigit(index + 2) else { return false }
        if case .number = tokens.last { return false }
        return tokens.last != .percent
    }

    private func isDigit(_ place: Int) -> Bool { place < text.count && ("0"..."9").contains(text[place]) }

    private func isMark(_ place: Int) -> Bool {
        place < text.count && (text[place] == mark.character || text[place] == "·")
    }

    private mutating func number() -> Double? {
        var digits = ""
        if !isDigit(index), !isMark(index) {
            digits = text[index] == "+" ? "" : "-"
            index += 1
        }
        while isDigit(index) { take(&digits) }
        if isMark(index), isDigit(index + 1) {
            digits += "."
            index += 1
            while isDigit(index) { take(&digits) }
        }
        return Decimals.parse(digits)
    }

    private mutating func take(_ digits: inout String) {
        digits.append(text[index])
        index += 1
    }

    private mutating func word() {
        var word = ""
        while index < text.count, text[index].isLetter { take(&word) }
        tokens.append(.word(word.lowercased()))
    }
}

/// Signs as people and typesetters write them.
enum TypedSigns {
    private static let minuses: Set<Character> = ["-", "−", "–", "—", "‐", "‑", "﹣", "－"]

    /// Whether a character stands for a minus, or for a dash between two numbers.
    static func isMinus(_ character: Character) -> Bool { minuses.contains(character) }
}
