import Glibc
import TrialEvidence
import TrialStatistics

/// A ratio or difference that a source printed with its confidence interval, as estimate and variance.
///
/// SE = (upper − lower) / (2 z) on the scale of analysis (Cochrane Handbook 6.4, section 6.3.1). Where the estimate is
/// far from the middle of its interval on that scale, a note says so: the interval may belong to another scale or the
/// source may have a misprint.
struct PublishedComparison {
    let effect: EffectEstimate
    let notes: [String]

    /// The measure codes that a published measure may stand for.
    static let codes: [PublishedMeasure: Set<String>] = [
        .standardisedMeanDifference: ["SMD"], .ratioOfMeans: ["ROM"],
        .rateRatio: ["IRR"], .riskRatio: ["RR"], .oddsRatio: ["OR"], .hazardRatio: ["HR"], .riskDifference: ["RD"],
        .meanDifference: ["MD"], .adjustedBeta: ["MD"],
    ]

    init(_ row: OutcomeRow, measure: AnyEffectMeasure) throws(MissingNumber) {
        guard let published = row.effectMeasure, let estimate = row.effect, let low = row.ciLow, let high = row.ciHigh
        else {
            throw MissingNumber(reason: "The comparison was printed without a confidence interval.")
        }
        guard Self.codes[published]?.contains(measure.code) == true else {
            throw MissingNumber(reason: "The source prints a \(published.rawValue), which is not a \(measure.name).")
        }
        let isLog = measure.scale == .log
        guard !isLog || (estimate > 0 && low > 0) else {
            throw MissingNumber(reason: "A ratio and its limits must be above zero.")
        }
        let (y, lower, upper) = isLog ? (log(estimate), log(low), log(high)) : (estimate, low, high)
        let level = (row.ciLevel ?? 95) / 100
        let error = PrintedInterval.standardError(lower: lower, upper: upper, level: level)
        guard error > 0 else { throw MissingNumber(reason: "The confidence interval has no width.") }
        effect = EffectEstimate(estimate: y, variance: error * error)
        var notes = [
            "SE = (upper − lower) / (2 z)\(isLog ? " of the logarithms" : "") from the \(Decimals.text(level * 100)) % interval."
        ]
        let offCentre = abs(y - (lower + upper) / 2) / (upper - lower)
        if offCentre > 0.1 {
            notes.append(
                "The estimate is off the middle of its interval by \(Int((offCentre * 100).rounded())) % of the width; check the source."
            )
        }
        if published == .adjustedBeta { notes.append("Adjusted estimate of a regression model.") }
        self.notes = notes
    }
}
