import TrialEvidence
import TrialStatistics

/// The logarithm of a mean count with its sampling variance, where only the mean and its limits are printed.
public struct LogMeanReading: Sendable, Equatable {
    /// Log mean and sampling variance.
    public let effect: EffectEstimate
    /// The rule that was needed.
    public let step: AppliedDerivation

    /// Reads a row with a mean and limits that are symmetric on the log scale.
    ///
    /// - Throws: `MissingNumber` with one sentence on what the row lacks.
    public init(_ row: OutcomeRow) throws(MissingNumber) {
        guard let mean = row.mean, let low = row.ciLow, let high = row.ciHigh, mean > 0, low > 0 else {
            throw MissingNumber("Neither events with person-years nor a mean count with its interval was printed.")
        }
        step = try .reading(
            "log-mean-from-ci",
            DerivationInputs(["mean": mean, "ci_low": low, "ci_high": high, "ci_level": row.ciLevel ?? 95]))
        effect = EffectEstimate(estimate: step.value("log mean"), variance: step.value("sampling variance"))
        guard effect.variance > 0 else { throw MissingNumber("The confidence interval has no width.") }
    }
}
