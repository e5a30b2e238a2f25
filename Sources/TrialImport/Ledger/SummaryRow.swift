/// A row that sums the rows above up, as reviews print it below their studies, and is no study.
enum SummaryRow {
    /// The words that begin such a row.
    private static let first: Set<String> = [
        "total", "totals", "subtotal", "subtotals", "overall", "pooled", "summary", "sum", "gesamt", "summe",
    ]
    /// The words that may follow; any other makes it the name of a study.
    private static let further: Set<String> = first.union([
        "sub", "ci", "effect", "effects", "estimate", "estimates", "model", "random", "fixed", "common", "events",
        "event",
        "mean", "result", "results", "studies", "participants", "patients", "all", "of", "the", "n", "and", "re", "fe",
        "meta", "analysis", "average", "weighted", "size", "for", "95", "90", "99", "subgroup", "group",
    ])
    /// How the lines under a forest plot begin.
    private static let foot = [
        "random effects model", "random effect model", "fixed effect model", "fixed effects model",
        "common effect model", "re model", "fe model", "heterogeneity", "test for overall effect",
        "test for subgroup differences", "sub total",
    ]

    /// Why the row of this name is left out; `nil` where the name may be a study's.
    static func reason(for name: String) -> LeftReason? {
        let words = name.words
        guard let start = words.first else { return nil }
        let isSum = first.contains(start) && words.allSatisfy(further.contains)
        let text = words.joined(separator: " ")
        let isFoot = foot.contains { text == $0 || text.hasPrefix("\($0) ") }
        guard isSum || isFoot else { return nil }
        return LeftReason("summary-row", "\"\(name.shown)\" sums up or pools other rows and is no study")
    }
}
