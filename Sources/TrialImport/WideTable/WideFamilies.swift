/// Names of one or two letters that mean something only beside each other: `Ee Ne Ec Nc`, `Me Se Mc Sc`, `ne nc`.
enum WideFamilies {
    private static let bases: [String: WideBase] = [
        "e": .events, "n": .n, "m": .mean, "s": .sd, "mean": .mean, "sd": .sd, "event": .events, "events": .events,
        "se": .se,
    ]
    private static let sides = [("e", "c"), ("t", "c")]

    /// The columns that the names of a header mean together.
    static func columns(of names: [String]) -> [String: WideColumn] {
        let present = Set(names)
        var found: [String: WideColumn] = [:]
        for (first, second) in sides {
            let pairs = bases.filter { present.contains($0.key + first) && present.contains($0.key + second) }
            // A letter alone tells nothing: there have to be numbers of patients or a spread beside a result.
            guard pairs.count > 1, pairs.values.contains(where: \.isResult) else { continue }
            for (letter, base) in pairs {
                found[letter + first] = base.column(of: .first)
                found[letter + second] = base.column(of: .second)
            }
        }
        return found
    }
}
