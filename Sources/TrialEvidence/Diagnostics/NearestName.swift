/// Finds the known name that a mistyped one was probably meant to be.
public enum NearestName {
    /// The known name with the smallest edit distance, or `nil` where none is near.
    ///
    /// Near means at most a third of the longer name's letters, and at least one letter in common; case is ignored.
    public static func among(_ known: [String], to name: String) -> String? {
        let target = Array(name.lowercased().utf8)
        var best: (name: String, distance: Int)?
        for candidate in known where !candidate.isEmpty {
            let letters = Array(candidate.lowercased().utf8)
            let limit = max(2, max(letters.count, target.count) / 3)
            let distance = editDistance(letters, target)
            if distance <= limit, distance < max(letters.count, target.count), distance < best?.distance ?? Int.max {
                best = (candidate, distance)
            }
        }
        return best?.name
    }

    /// At most `count` known names, nearest first; where some are near, none but those.
    public static func candidates(_ known: [String], to name: String, count: Int = 5) -> [String] {
        let target = Array(name.lowercased().utf8)
        let distances = known.filter { !$0.isEmpty }.map { candidate in
            (name: candidate, distance: editDistance(Array(candidate.lowercased().utf8), target))
        }
        let near = distances.filter { among([$0.name], to: name) != nil }
        let sorted = (near.isEmpty ? distances : near).enumerated().sorted {
            ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset)
        }
        return sorted.prefix(count).map(\.element.name)
    }

    /// A clause for a message, ` (did you mean "x"?)`, or nothing.
    public static func hint(_ known: [String], for name: String) -> String {
        among(known, to: name).map { " (did you mean \"\($0)\"?)" } ?? ""
    }

    /// What to choose in place of a word that is not known: `did you mean 'x'?` where a name is near, else `known: …` with all names
    /// or, of many, the nearest five.
    public static func choices(_ known: [String], for word: String) -> String {
        // Of three letters two others are another word, unlike a name that a person mistyped.
        if let near = among(known, to: word), editDistance(near, word) <= max(1, word.utf8.count / 3) {
            return "did you mean '\(near)'?"
        }
        guard known.count > 5 else { return "known: \(known.joined(separator: ", "))" }
        let few = candidates(known, to: word)
        return "known, \(few.count) of \(known.count): \(few.joined(separator: ", "))"
    }

    private static func editDistance(_ first: String, _ second: String) -> Int {
        editDistance(Array(first.lowercased().utf8), Array(second.lowercased().utf8))
    }

    /// A clause for a message that names at most `count` of the known names: all, or those nearest to a name, or the first.
    public static func listed(_ known: [String], near name: String = "", count: Int = 5) -> String {
        guard known.count > count else {
            return known.count == 1 ? known[0] : "one of \(known.joined(separator: ", "))"
        }
        let shown = name.isEmpty ? Array(known.prefix(count)) : candidates(known, to: name, count: count)
        let rest = known.count - shown.count
        return "one of \(shown.joined(separator: ", ")) or \(rest) more"
    }

    private static func editDistance(_ first: [UInt8], _ second: [UInt8]) -> Int {
        var row = Array(0...second.count)
        for (i, letter) in first.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in second.enumerated() {
                let substituted = diagonal + (letter == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
            }
        }
        return row[second.count]
    }
}
