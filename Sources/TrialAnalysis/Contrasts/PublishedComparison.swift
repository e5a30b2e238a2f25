import TrialEvidence
import TrialForensics
import TrialStatistics

/// A ratio or difference that a source printed with its confidence interval, or exact p-value, as estimate and variance.
struct PublishedComparison {
    let effect: EffectEstimate
    let notes: [String]
    let derivations: [String]

    /// Whether a measure can be had from published comparisons.
    static func serves(_ measure: AnyEffectMeasure) -> Bool { !measure.descriptor.publishedForms.isEmpty }

    init(_ row: OutcomeRow, measure: AnyEffectMeasure, in dataset: some EvidenceLookup) throws(MissingNumber) {
        guard let published = row.effectMeasure else {
            throw MissingNumber("The comparison was printed without a confidence interval.")
        }
        guard let form = published.form, measure.descriptor.publishedForms.contains(form) else {
            throw MissingNumber(
                """
                The source prints \(IndefiniteArticle.with(published.rawValue)), which is not \
                \(IndefiniteArticle.with(measure.name)).
                """)
        }
        let reading = try ComparisonReading(row, in: dataset)
        effect = reading.effect
        var notes = reading.step.map { [$0.note] } ?? []
        if published == .adjustedBeta { notes.append("Adjusted estimate of a regression model.") }
        if published == .cohenD { notes.append("Cohen's d as printed, without a small-sample correction.") }
        self.notes = notes
        derivations = reading.step.map { [$0.sentence] } ?? []
    }
}
