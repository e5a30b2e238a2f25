import TrialEvidence

/// The common standard deviation of two groups that print means only, from the test or limits of their comparison.
///
/// Cochrane Handbook 6.4, section 6.5.2.3.
public struct SharedDeviationReading: Sendable, Equatable {
    /// The rule that was needed.
    public let step: AppliedDerivation

    /// The standard deviation, taken as equal in both groups.
    public var standardDeviation: Double { step.value("standard deviation") }

    /// Reads a comparison: its limits where it is a difference of means, else the t statistic, else the exact p-value.
    ///
    /// - Parameters:
    ///   - first: The arm's row with its mean and number of participants.
    ///   - second: The comparator's.
    ///   - comparison: The row that compares them.
    /// - Throws: `MissingNumber` with one sentence on what the rows lack.
    public init(_ first: OutcomeRow, _ second: OutcomeRow, comparison: OutcomeRow) throws(MissingNumber) {
        guard let n1 = first.n.map(Double.init), let n2 = second.n.map(Double.init) else {
            throw MissingNumber("The number of participants was not printed.")
        }
        if comparison.effectMeasure == .meanDifference, let low = comparison.ciLow, let high = comparison.ciHigh {
            step = try .reading(
                "sd-from-difference-ci",
                DerivationInputs([
                    "ci_low": low, "ci_high": high, "ci_level": comparison.ciLevel ?? 95, "n": n1, "n_comparator": n2,
                ]))
            return
        }
        guard let m1 = first.mean, let m2 = second.mean else { throw MissingNumber("The mean was not printed.") }
        let groups: KeyValuePairs<String, Double?> = [
            "mean": m1, "mean_comparator": m2, "t": comparison.testStatistic, "n": n1, "n_comparator": n2,
        ]
        if comparison.testStatistic != nil {
            step = try .reading("sd-from-t", DerivationInputs(groups))
        } else if let p = comparison.pValue, !p.isBelow {
            step = try .reading("sd-from-p", DerivationInputs(groups).adding(p))
        } else {
            throw MissingNumber("The comparison prints neither limits, a t statistic nor an exact p-value.")
        }
    }
}
