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

    /// The table.
    public var table: TextTable {
        TextTable(
            caption: "Summary of all analyses",
            columns: [
                .init("Outcome"), .init("Measure"), .init("k", .trailing), .init("Pooled effect (CI)", .trailing),
                .init("Prediction interval", .trailing), .init("τ²", .trailing), .init("I²", .trailing),
                .init("Warnings"),
            ],
            rows: document.analyses.map(row))
    }

    private func row(_ analysis: AnalysisResult) -> [String] {
        let display = analysis.display(convention)
        let pooled = analysis.pooled
        let heterogeneity = pooled?.fit.heterogeneity
        let isEstimable = (heterogeneity?.qDegreesOfFreedom ?? 0) > 0
        let prediction = pooled?.naturalPrediction.map { display.limits($0.lower, $0.upper) }
        return [
            analysis.title, display.name, format.count(pooled?.fit.studies ?? 0),
            pooled.map { display.effect($0.natural) } ?? "nothing pooled", prediction ?? "–",
            isEstimable && heterogeneity?.estimator != nil ? format.tauSquared(heterogeneity?.tau2 ?? .nan) : "–",
            isEstimable ? format.percent(heterogeneity?.iSquared ?? .nan) : "–",
            analysis.allWarnings.isEmpty ? "–" : analysis.allWarnings.map(\.code).joined(separator: ", "),
        ]
    }
}
