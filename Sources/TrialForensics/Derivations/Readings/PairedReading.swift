import TrialEvidence
import TrialStatistics

/// The mean difference within persons with the standard deviation of the differences, arm minus comparator.
public struct PairedReading: Sendable, Equatable {
    /// The mean of the differences.
    public let difference: Double
    /// The standard deviation of the differences.
    public let standardDeviation: Double
    /// Pairs.
    public let pairs: Double
    /// The rules that were needed, in order; empty where all was printed.
    public let steps: [AppliedDerivation]

    /// Reads a row of paired means: the printed standard deviation, else from the standard error, the confidence interval,
    /// the paired t, or the exact p-value of the paired t test.
    ///
    /// - Throws: `MissingNumber` with one sentence on what the row lacks.
    public init(_ row: OutcomeRow) throws(MissingNumber) {
        guard let mean = row.mean else { throw MissingNumber("The mean difference within persons was not printed.") }
        guard let n = row.n else { throw MissingNumber("The number of pairs was not printed.") }
        (difference, pairs) = (mean, Double(n))
        guard n > 1 else { throw MissingNumber("One pair has no spread of differences.") }
        if let sd = row.sd {
            (standardDeviation, steps) = (sd, [])
        } else {
            let step = try Self.step(row, mean, Double(n))
            (standardDeviation, steps) = (step.value("standard deviation"), [step])
        }
        guard standardDeviation > 0 else { throw MissingNumber("The differences have no spread.") }
    }

    private static func step(_ row: OutcomeRow, _ mean: Double, _ n: Double) throws(MissingNumber) -> AppliedDerivation
    {
        if let se = row.se { return try .reading("sd-from-se", DerivationInputs(["se": se, "n": n])) }
        if let low = row.ciLow, let high = row.ciHigh {
            let inputs = DerivationInputs(["ci_low": low, "ci_high": high, "ci_level": row.ciLevel ?? 95, "n": n])
            return try .reading("sd-from-ci", inputs)
        }
        if let t = row.testStatistic {
            return try .reading("paired-sd-from-t", DerivationInputs(["mean": mean, "test_statistic": t, "n": n]))
        }
        guard let p = row.pValue, !p.isBelow else {
            throw MissingNumber(
                "Neither the standard deviation of the differences nor a standard error, limits, t or exact p-value of the paired test was printed."
            )
        }
        return try .reading("paired-sd-from-p", DerivationInputs(["mean": mean, "n": n]).adding(p))
    }
}
