import TrialResults

/// What published reviews report, to show beside our results and never to pool.
public struct PublishedTable: Sendable {
    private let direct: [PublishedResult]
    private let indirect: [PublishedResult]
    private let words: PublishedWords

    /// Tabulates published results.
    public init(_ results: [PublishedResult], convention: NumberConvention = .british) {
        direct = results.filter { $0.indirect == nil }
        indirect = results.filter { $0.indirect != nil }
        words = PublishedWords(convention)
    }

    /// The results that speak of the question, and apart from them those of other treatments or other patients, each with
    /// what it is of; no empty table.
    public var tables: [TextTable] {
        [
            table("Published pooled results", direct, last: "Of whom") { $0.subgroup },
            table("Published pooled results of something else", indirect, last: "Of what") { $0.indirect },
        ].compactMap(\.self)
    }

    private func table(
        _ caption: String, _ results: [PublishedResult], last: String, _ about: (PublishedResult) -> String?
    ) -> TextTable? {
        guard !results.isEmpty else { return nil }
        return TextTable(
            caption: caption,
            columns: [
                .init("Review"), .init("Outcome"), .init("Result"), .init("Studies", .trailing),
                .init("People", .trailing), .init(last), .init("Source"),
            ],
            rows: results.map { result in
                [
                    result.review, result.title ?? result.outcome, words.result(result), words.count(result.studies),
                    words.count(result.participants), about(result) ?? "", result.source,
                ]
            })
    }
}
