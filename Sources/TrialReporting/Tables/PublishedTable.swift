import TrialResults

/// What published reviews report, to show beside our results and never to pool.
public struct PublishedTable: Sendable {
    private let results: [PublishedResult]
    private let convention: NumberConvention

    private var format: NumberFormat { convention.format }

    /// Tabulates published results.
    public init(_ results: [PublishedResult], convention: NumberConvention = .british) {
        self.results = results
        self.convention = convention
    }

    /// The table.
    public var table: TextTable {
        TextTable(
            caption: "Published pooled results",
            columns: [
                .init("Review"), .init("Outcome"), .init("Subgroup"), .init("Measure"), .init("k", .trailing),
                .init("Estimate", .trailing), .init("Interval", .trailing), .init("Source"),
            ],
            rows: results.map { result in
                [
                    result.review, result.outcome, result.subgroup ?? "", result.measure,
                    result.studies.map(format.count) ?? "", result.estimate.map(format.number) ?? "",
                    interval(result), result.source,
                ]
            })
    }

    private func interval(_ result: PublishedResult) -> String {
        guard let lower = result.lower, let upper = result.upper else { return "" }
        return convention.limits(format.number(lower), format.number(upper))
    }
}
