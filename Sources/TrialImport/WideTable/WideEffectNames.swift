/// Names of what goes with an effect, in the orders in which people write their words: `or.lb`, `Lower 95% CI`,
/// `SE(log HR)`.
enum WideEffectNames {
    /// Words that tell nothing beside others.
    static let fillers: Set<String> = [
        "ci", "of", "the", "limit", "bound", "confidence", "interval", "cl", "adjusted", "adj", "unadjusted", "crude",
    ]

    /// The column that the words mean; `nil` where they are none of these.
    static func column(of words: [String]) -> WideColumn? {
        let core = words.filter { !fillers.contains($0) }
        for (index, word) in core.enumerated() {
            guard let column = kinds[word] else { continue }
            var rest = core
            rest.remove(at: index)
            // A spread alone may be an arm's, but a limit is always one of an effect.
            let isAlone = rest.isEmpty && (column == .lower || column == .upper)
            if isAlone || !rest.isEmpty && WideMeasure.headed(rest) != nil { return column }
        }
        return compact[core.joined()]
    }

    private static let kinds: [String: WideColumn] = [
        "lb": .lower, "lower": .lower, "low": .lower, "ll": .lower, "lcl": .lower, "lci": .lower,
        "ub": .upper, "upper": .upper, "high": .upper, "ul": .upper, "ucl": .upper, "uci": .upper,
        "se": .sei, "sem": .sei, "var": .vi, "variance": .vi,
    ]

    /// Names whose words people also write together.
    private static let compact: [String: WideColumn] = {
        var names: [String: WideColumn] = ["seyi": .sei, "sete": .sei]
        for log in ["log", "ln"] {
            for measure in ["or", "rr", "hr", "irr"] { names["se\(log)\(measure)"] = .sei }
        }
        return names
    }()
}
