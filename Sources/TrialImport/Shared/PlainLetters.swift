/// Text reduced to what two spellings of the same name have in common.
enum PlainLetters {
    /// Letters without accents and digits, in lower case; everything else is left out.
    static func key(_ text: String) -> String {
        var key = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                if let letter = asciiKey(scalar) { key.append(letter) }
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                key.append(contentsOf: plain(scalar).lowercased().unicodeScalars)
            }
        }
        return String(key)
    }

    private static func asciiKey(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        case "a"..."z", "0"..."9": scalar
        case "A"..."Z": Unicode.Scalar(scalar.value + 32)
        default: nil
        }
    }

    /// The text with Latin letters freed of their accents and everything else as it was.
    static func withoutAccents(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars where scalar.properties.generalCategory != .nonspacingMark {
            result += plain(scalar)
        }
        return result
    }

    /// Letters, digits, hyphens, points and underscores of a text, without accents: fit for a study's name.
    static func name(_ text: String) -> String {
        String(withoutAccents(text).filter { $0.isLetter || $0.isNumber || "-._".contains($0) })
    }

    /// The letter that the Unicode name of an accented letter tells: `LATIN SMALL LETTER U WITH DIAERESIS` is `u`.
    private static func plain(_ scalar: Unicode.Scalar) -> String {
        guard !scalar.isASCII, let name = scalar.properties.name, name.hasPrefix("LATIN ") else {
            return String(scalar)
        }
        let words = name.split(separator: " ")
        guard words.count > 3, words[2] == "LETTER" else { return String(scalar) }
        let end = words.firstIndex(of: "WITH") ?? words.endIndex
        let letter = String(words[end - 1])
        return words[1] == "SMALL" ? letter.lowercased() : letter
    }
}

extension StringProtocol {
    /// The text without white space around it.
    var trimmed: String {
        let text = String(self)
        guard let first = text.utf8.first, let last = text.utf8.last else { return "" }
        // Most cells have nothing to trim, and files have many cells.
        if (33...126).contains(first), (33...126).contains(last) { return text }
        return String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
