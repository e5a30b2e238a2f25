/// The family name of an author, in the orders that formats write names in.
enum FamilyName {
    /// `Petrou, Panayiota`, `Petrou P`, `van der Berg AB`, and groups as they are.
    static func first(_ author: String) -> String {
        let words = author.split(whereSeparator: \.isWhitespace)
        if let comma = author.firstIndex(of: ",") { return author[..<comma].trimmed }
        guard words.count > 1, let last = words.last, isInitials(last) else { return words.joined(separator: " ") }
        return words.dropLast().joined(separator: " ")
    }

    /// `Panayiota van der Petrou` as well: the last word, and the particles in lower case before it.
    static func last(_ author: String) -> String {
        guard !author.contains(",") else { return first(author) }
        let words = author.split(whereSeparator: \.isWhitespace)
        guard let last = words.last else { return "" }
        if words.count > 1, isInitials(last), last.count < 3 { return first(author) }
        let particles = words.dropFirst().dropLast().drop { $0.first?.isUppercase ?? true }
        return (particles + [last]).joined(separator: " ")
    }

    private static func isInitials(_ word: Substring) -> Bool {
        word.count <= 3 && word.allSatisfy { $0.isUppercase || $0 == "." || $0 == "-" }
    }
}
