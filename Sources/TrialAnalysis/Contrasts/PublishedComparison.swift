import TrialEvidence
import TrialForensics
import TrialStatistics

/// A ratio or difference that a source printed with its confidence interval, or exact p-value, as estimate and variance.
struct PublishedComparison {
    let effect: EffectEstimate
    let notes: [String]
    let derivations: [String]

    /// The measure codes that a published measure may stand for.
    static let codes: [PublishedMeasure: Set<String>] = [
        .standardisedMeanDifference: ["SMD"], .ratioOfMeans: ["ROM"],
        .rateRatio: ["IRR"], .riskRatio: ["RR"], .oddsRatio: ["OR"], .hazardRatio: ["HR"], .riskDifference: ["RD"],
        .meanDifference: ["MD"], .adjustedBeta: ["MD"], .cohenD: ["SMD"],
    ]

    /// Whether a measure can be had from published comparisons.
    static func serves(_ measure: AnyEffectMeasure) -> Bool { codes.values.contains { $0.contains(measure.code) } }

    init(_ row: OutcomeRow, measure: AnyEffectMeasure) throws(MissingNumber) {
        guard let published = row.effectMeasure else {
            throw MissingNumber("The comparison was printed without a confidence interval.")
        }
        guard Self.codes[published]?.contains(measure.code) == true else {
            throw MissingNumber("The source prints a \(published.rawValue), which is not a \(measure.name).")
        }
        let reading = try ComparisonReading(row, isRatio: measure.scale == .log)
        effect = reading.effect
        var notes = [reading.step.note]
        if published == .adjustedBeta { notes.append("Adjusted estimate of a regression model.") }
        if published == .cohenD { notes.append("Cohen's d as printed, without a small-sample correction.") }
        self.notes = notes
        derivations = [reading.step.sentence]
    }
}
