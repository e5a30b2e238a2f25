import TrialEvidence

/// The name of a column as words, with what it says in brackets apart: `MSC mean (SD)` is `msc mean` and a spread.
struct HeaderWords {
    /// All words in lower case.
    let all: [String]
    /// The words outside brackets.
    let outer: [String]
    /// The spread that the brackets name.
    let spread: CellNumber.Spread?
    /// The level of the confidence interval that the name tells, in percent.
    let level: Double?

    init(_ name: String) {
        let text = name.trimmed
        var outside = ""
        var inside = ""
        var depth = 0
        for character in text.replacing("+/-", with: "±") {
            if "([{±".contains(character) { depth += 1 }
            if depth > 0 { inside.append(character) } else { outside.append(character) }
            if ")]}".contains(character), depth > 0 { depth -= 1 }
        }
        outer = Self.words(outside)
        all = Self.words(text)
        spread = Self.words(inside).count == 1 ? NumberPattern.named(Self.words(inside)[0]) : nil
        let isInterval = all.contains("ci") || all.contains { $0.hasSuffix("ci") }
        level = isInterval ? all.lazy.compactMap(Double.init).first { (50..<100).contains($0) } : nil
    }

    private static func words(_ text: String) -> [String] {
        var words = text.words
        // `95CI` and `CI95` are two words.
        words = words.flatMap { word -> [String] in
            if word.hasSuffix("ci"), let level = Double(word.dropLast(2)) { return [Decimals.text(level), "ci"] }
            if word.hasPrefix("ci"), let level = Double(word.dropFirst(2)), level >= 50 {
                return ["ci", Decimals.text(level)]
            }
            return [word]
        }
        return words
    }

    /// The words without the level of an interval.
    func withoutLevel(_ words: [String]) -> [String] {
        guard let level else { return words }
        return words.filter { $0 != Decimals.text(level) }
    }
}
