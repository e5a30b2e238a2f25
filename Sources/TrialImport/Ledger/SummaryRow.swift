/// A row that sums the rows above up, as reviews and programs print it below their studies, and is no study.
enum SummaryRow {
    /// The words of which such a row has one.
    private static let sums: Set<String> = [
        "total", "totals", "subtotal", "subtotals", "overall", "pooled", "summary", "sum", "combined", "gesamt",
        "summe",
    ]
    /// The words that may stand beside it; any other makes it the name of a study.
    private static let further: Set<String> = sums.union([
        "sub", "grand", "ci", "effect", "effects", "estimate", "estimates", "model", "random", "fixed", "common",
        "events",
        "event", "mean", "result", "results", "studies", "participants", "patients", "all", "of", "the", "n", "and",
        "re",
        "fe", "meta", "analysis", "average", "weighted", "size", "for", "subgroup", "group", "i", "squared", "i2", "p",
        "q",
        "d", "l", "m", "h", "v", "dl", "mh", "iv", "reml", "or", "rr", "hr", "md", "smd", "rd", "irr", "es", "se",
    ])
    /// How the lines under a forest plot begin.
    private static let foot = [
        "random effects model", "random effect model", "fixed effect model", "fixed effects model",
        "common effect model", "re model", "fe model", "heterogeneity", "test for overall effect",
        "test for heterogeneity", "test for subgroup differences", "sub total", "prediction interval",
        "95 prediction interval", "all studies", "all trials", "note weights",
    ]

    /// Why the row of this name is left out; `nil` where the name may be a study's.
    static func reason(for name: String) -> LeftReason? {
        let words = name.words
        let text = words.joined(separator: " ")
        let isFoot = foot.contains { text == $0 || text.hasPrefix("\($0) ") }
        guard isFoot || isSum(words) else { return nil }
        return LeftReason("summary-row", "\"\(name.shown)\" sums up or pools other rows and is no study")
    }

    /// Numbers may stand in it as well, but none that is a year.
    private static func isSum(_ words: [String]) -> Bool {
        words.contains(where: sums.contains)
            && words.allSatisfy { word in
                further.contains(word) || word.count < 4 && word.allSatisfy(\.isNumber)
            }
    }
}
