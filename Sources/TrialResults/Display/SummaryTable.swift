import TrialStatistics

/// One row an analysis: what came out, and how sure it is.
public struct SummaryTable: Sendable {
    private let document: ResultDocument
    private let convention: NumberConvention

    private var format: NumberFormat { convention.format }

    /// Summarises a document.
    public init(_ document: ResultDocument, convention: NumberConvention = .british) {
        self.document = document
        self.convention = convention
    }

    /// Whether an answer is the test of several coefficients instead of an effect.
    private var hasTests: Bool { document.analyses.contains { $0.headline != nil && $0.headline?.effect == nil } }

    /// The table.
    public var table: TextTable {
        TextTable(
            caption: "Summary of all analyses",
            columns: [
                .init("Outcome"), .init("Measure"), .init("k", .trailing),
                .init(hasTests ? "Effect (CI) or test" : "Pooled effect (CI)", .trailing),
                .init("Prediction interval", .trailing), .init("τ²", .trailing), .init("I²", .trailing),
                .init("Warnings"),
            ],
            rows: document.analyses.map(row))
    }

    private func row(_ analysis: AnalysisRecord) -> [String] {
        let headline = analysis.headline
        let display = MeasureDisplay(
            headline?.measure ?? analysis.question.measure, convention: convention, per: analysis.question.per)
        let words = HeadlineWords(display: display)
        return [
            analysis.title, display.name, analysis.basis?.cell(format) ?? "0",
            headline.map(words.finding) ?? (hasTests ? "no result" : "nothing pooled"),
            headline?.prediction.map { display.limits($0.lower, $0.upper) } ?? "–",
            headline.map(words.components) ?? "–", headline?.iSquared.map(format.percent) ?? "–",
            analysis.allWarnings.isEmpty ? "–" : analysis.allWarnings.map(\.code).joined(separator: ", "),
        ]
    }
}
