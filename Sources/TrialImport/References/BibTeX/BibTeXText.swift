/// LaTeX as plain text: accents, symbols, braces and dashes, as far as bibliographies use them.
enum BibTeXText {
    /// The names in a list, split at `and` outside braces.
    static func names(_ list: String) -> [String] {
        var names: [[String]] = [[]]
        var depth = 0
        for word in list.split(whereSeparator: \.isWhitespace).map(String.init) {
            if depth == 0, word.lowercased() == "and" {
                names.append([])
                continue
            }
            depth += word.utf8.reduce(0) {
                $0 + ($1 == UInt8(ascii: "{") ? 1 : $1 == UInt8(ascii: "}") ? -1 : 0)
            }
            names[names.count - 1].append(word)
        }
        return names.map { $0.joined(separator: " ") }.filter { !$0.isEmpty }
    }

    /// The text without markup; commands that are not known leave their argument, or their name where they have none.
    static func plain(_ text: String) -> String {
        var decoder = LaTeXDecoder(Array(text))
        return decoder.decode().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

/// Decodes one text, character by character.
private struct LaTeXDecoder {
    let text: [Character]
    var index = 0
    var result = ""

    init(_ text: [Character]) {
        self.text = text
    }

    mutating func decode() -> String {
        while index < text.count {
            let character = text[index]
            index += 1
            switch character {
            case "\\": command()
            case "{", "}", "$": break
            case "~": result.append(" ")
            case "-": dash()
            default: result.append(character)
            }
        }
        return result
    }

    private mutating func dash() {
        var count = 1
        while index < text.count, text[index] == "-", count < 3 {
            count += 1
            index += 1
        }
        result += count == 1 ? "-" : count == 2 ? "–" : "—"
    }

    private mutating func command() {
        guard index < text.count else { return }
        let first = text[index]
        guard first.isASCII, first.isLetter else {
            index += 1
            if let accent = LaTeXAccents.marks[String(first)], let letter = argument() {
                result += LaTeXAccents.compose(letter, accent)
            } else if first.isWhitespace || first == "\\" {
                result.append(" ")
            } else if first != "-" {
                result.append(first)
            }
            return
        }
        var name = ""
        while index < text.count, text[index].isASCII, text[index].isLetter {
            name.append(text[index])
            index += 1
        }
        if let accent = LaTeXAccents.marks[name], let letter = argument() {
            result += LaTeXAccents.compose(letter, accent)
            return
        }
        if let symbol = LaTeXAccents.symbols[name] {
            result += symbol
            if index < text.count, text[index].isWhitespace { index += 1 }
        } else if !(index < text.count && text[index] == "{") {
            result += name
        }
    }

    /// The letter that an accent stands on: `e`, `{e}`, `\i` or `{\i}`.
    private mutating func argument() -> Character? {
        var at = index
        while at < text.count, text[at].isWhitespace { at += 1 }
        let isBraced = at < text.count && text[at] == "{"
        if isBraced { at += 1 }
        if at < text.count, text[at] == "\\" { at += 1 }
        guard at < text.count, text[at].isLetter else { return nil }
        index = at + 1
        if isBraced, index < text.count, text[index] == "}" { index += 1 }
        return text[at]
    }
}

/// What LaTeX calls accents and letters.
enum LaTeXAccents {
    /// The Unicode names of the accents.
    static let marks: [String: String] = [
        "`": "GRAVE", "'": "ACUTE", "^": "CIRCUMFLEX", "\"": "DIAERESIS", "~": "TILDE", "=": "MACRON", ".": "DOT ABOVE",
        "u": "BREVE", "v": "CARON", "H": "DOUBLE ACUTE", "c": "CEDILLA", "k": "OGONEK", "r": "RING ABOVE",
        "d": "DOT BELOW",
    ]

    /// Letters and signs that have a name.
    static let symbols: [String: String] = [
        "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å", "l": "ł",
        "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "textendash": "–", "textemdash": "—",
        "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”",
        "textregistered": "®", "texttrademark": "™", "ldots": "…", "alpha": "α", "beta": "β", "gamma": "γ",
        "delta": "δ", "mu": "μ", "pm": "±", "geq": "≥", "leq": "≤", "textmu": "μ",
    ]

    /// The letter with its accent; the letter alone where Unicode has no such letter.
    static func compose(_ letter: Character, _ accent: String) -> String {
        composed["\(letter) \(accent)"] ?? String(letter)
    }

    /// Found by their names: `LATIN SMALL LETTER E WITH ACUTE`.
    private static let composed: [String: String] = {
        var letters: [String: String] = [:]
        for value in Array(0xC0...0x24F) + Array(0x1E00...0x1EFF) {
            guard let scalar = Unicode.Scalar(UInt32(value)), let name = scalar.properties.name else { continue }
            let words = name.split(separator: " ")
            guard words.count > 5, words[0] == "LATIN", words[3].count == 1, words[4] == "WITH" else { continue }
            let letter = words[1] == "SMALL" ? words[3].lowercased() : String(words[3])
            letters["\(letter) \(words[5...].joined(separator: " "))"] = String(scalar)
        }
        return letters
    }()
}
