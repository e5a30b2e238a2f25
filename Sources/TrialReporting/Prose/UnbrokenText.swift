/// Texts in which no line may break between a value and what belongs to it: `k = 12`, `p < 0.001`, `6 months`,
/// `4.9 × 10⁻⁵`.
enum UnbrokenText {
    private static let noBreak = "\u{A0}"
    private static let signs: Set<Substring> = ["=", "<", ">", "≤", "≥", "≈", "×"]
    private static let units: Set<Substring> = [
        "month", "months", "year", "years", "week", "weeks", "day", "days", "hour", "hours", "mg", "µg", "g", "kg",
        "ml",
        "mL", "mm", "cm", "million", "%", "person-years", "patient-years",
    ]
    /// What stands before a sign is a symbol or a short word; a sign after a longer one belongs to a sentence.
    private static let longestSymbol = 14

    /// The text with no-break spaces where a line must not break; its words stay as they are.
    static func joined(_ text: String) -> String {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count > 1 else { return text }
        var result = String(words[0])
        var isChanged = false
        for index in 1..<words.count {
            let next = index + 1 < words.count ? words[index + 1] : nil
            let isJoined = joins(words[index - 1], words[index], next)
            result += (isJoined ? noBreak : " ") + words[index]
            isChanged = isChanged || isJoined
        }
        return isChanged ? result : text
    }

    private static func joins(_ left: Substring, _ right: Substring, _ next: Substring?) -> Bool {
        if signs.contains(right) { return !left.isEmpty && left.count <= longestSymbol && next.map(isNumber) == true }
        if signs.contains(left) { return isNumber(right) }
        guard let last = left.last, last.isNumber else { return false }
        let unit = right.prefix { !").,;:".contains($0) }
        return units.contains(unit)
    }

    private static func isNumber(_ word: Substring) -> Bool {
        guard let first = word.first else { return false }
        return first.isNumber || first == "−" || first == "-" || first == "–"
    }
}
