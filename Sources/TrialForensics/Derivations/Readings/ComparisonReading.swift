import TrialEvidence
import TrialStatistics

/// A published ratio or difference of two arms as estimate and sampling variance.
public struct ComparisonReading: Sendable, Equatable {
    /// Estimate and sampling variance; logarithms for a ratio.
    public let effect: EffectEstimate
    /// The rule that was needed; nil where the standard error was printed.
    public let step: AppliedDerivation?

    /// Reads a comparison: from its limits, else a difference's standard error, else from an exact p-value.
    ///
    /// - Parameters:
    ///   - row: The published comparison.
    ///   - isRatio: Whether it is analysed on the log scale.
    /// - Throws: `MissingNumber` with one sentence on what the row lacks.
    public init(_ row: OutcomeRow, isRatio: Bool) throws(MissingNumber) {
        guard let effect = row.effect else { throw MissingNumber("The comparison was printed without its estimate.") }
        let step: AppliedDerivation
        if let low = row.ciLow, let high = row.ciHigh {
            guard !isRatio || (effect > 0 && low > 0) else {
                throw MissingNumber("A ratio and its limits must be above zero.")
            }
            guard high > low else { throw MissingNumber("The confidence interval has no width.") }
            step = try .reading(
                isRatio ? "log-ratio-from-ci" : "se-from-ci",
                DerivationInputs(["effect": effect, "ci_low": low, "ci_high": high, "ci_level": row.ciLevel ?? 95]))
        } else if !isRatio, let error = row.se {
            guard error > 0 else { throw MissingNumber("The standard error of the comparison is not above zero.") }
            self.effect = EffectEstimate(estimate: effect, variance: error * error)
            self.step = nil
            return
        } else {
            guard let p = row.pValue, !p.isBelow else {
                throw MissingNumber("The comparison was printed without a confidence interval or an exact p-value.")
            }
            step = try .reading(
                isRatio ? "log-ratio-from-p" : "se-from-p", DerivationInputs(["effect": effect]).adding(p))
        }
        self.step = step
        self.effect = EffectEstimate(
            estimate: step.derivation.value, variance: step.value("sampling variance"))
    }
}
