import TrialResults

/// A text with the links in it: addresses, DOIs and the numbers of trials in public registries.
struct LinkedText: Equatable {
    /// A part of a text.
    struct Run: Equatable {
        /// The part.
        let text: String
        /// Where it leads; nil for plain text.
        let address: String?
    }

    /// The parts; together they are the text.
    let runs: [Run]

    /// Whether any part leads somewhere.
    var hasLinks: Bool { runs.contains { $0.address != nil } }

    /// Reads a text.
    init(_ text: String) {
        var runs: [Run] = []
        var plain = ""
        for (index, word) in text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
            if index > 0 { plain.append(" ") }
            let core = word.drop { "([“\"".contains($0) }
            let bare = String(core.reversed().drop { ").,;:]”\"".contains($0) }.reversed())
            guard let address = Self.address(bare) else {
                plain += word
                continue
            }
            plain += word.prefix(word.count - core.count)
            if !plain.isEmpty { runs.append(Run(text: plain, address: nil)) }
            runs.append(Run(text: bare, address: address))
            plain = String(core.dropFirst(bare.count))
        }
        if !plain.isEmpty { runs.append(Run(text: plain, address: nil)) }
        self.runs = runs
    }

    /// Where a word leads.
    static func address(_ word: String) -> String? {
        // Most words are short and begin otherwise: look at the first letter before anything dearer.
        guard let first = word.utf8.first, word.utf8.count > 8 else { return nil }
        switch first {
        case UInt8(ascii: "h"), UInt8(ascii: "H"), UInt8(ascii: "1"), UInt8(ascii: "d"), UInt8(ascii: "D"):
            return DocumentLink(word)?.address
        case UInt8(ascii: "N") where word.hasPrefix("NCT") && word.count == 11 && Self.isDigits(word.dropFirst(3)):
            return "https://clinicaltrials.gov/study/\(word)"
        case UInt8(ascii: "I") where word.hasPrefix("ISRCTN") && word.count == 14 && Self.isDigits(word.dropFirst(6)):
            return "https://www.isrctn.com/\(word)"
        default: return nil
        }
    }

    private static func isDigits(_ text: Substring) -> Bool { text.allSatisfy { $0.isASCII && $0.isNumber } }
}
