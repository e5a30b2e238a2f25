/// `a` or `an` before a word that is only known when a sentence is made, such as a measure's name or a number.
///
/// By the sound of the first syllable as far as spelling tells it: vowels but a u that is said like `you` (unique, usual),
/// a silent h, the numbers that begin with a vowel (8, 11, 18, 80 …), and capitals that are said letter by letter (an
/// SMD, an OR).
public enum IndefiniteArticle {
    /// The word with its article, `an odds ratio`.
    public static func with(_ word: String) -> String { "\(article(before: word)) \(word)" }

    /// The word with its article at the beginning of a sentence, `An odds ratio`.
    public static func opening(_ word: String) -> String { article(before: word).capitalizedFirst + " \(word)" }

    /// `a` or `an`.
    public static func article(before word: String) -> String {
        let first = word.prefix { $0.isLetter || $0.isNumber }
        guard let letter = first.first else { return "a" }
        if letter.isNumber {
            let isVowel = letter == "8" || ["11", "18"].contains(String(first.prefix(2))) && first.count % 3 == 2
            return isVowel ? "an" : "a"
        }
        if first.count <= 5, first.allSatisfy(\.isUppercase) { return spoken.contains(letter) ? "an" : "a" }
        let lower = first.lowercased()
        if silent.contains(where: lower.hasPrefix) { return "an" }
        if consonantal.contains(where: lower.hasPrefix) { return "a" }
        return "aeiou".contains(lower.first ?? " ") ? "an" : "a"
    }

    /// Capitals whose names begin with a vowel.
    private static let spoken = Set("AEFHILMNORSX")
    private static let silent = ["hour", "honest", "heir"]
    private static let consonantal = ["uni", "use", "usu", "uti", "eu", "one", "once"]
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
