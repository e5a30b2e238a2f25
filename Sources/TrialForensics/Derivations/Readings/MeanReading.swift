import TrialEvidence
import TrialStatistics

/// Mean, standard deviation and participants of one group, as printed or derived.
public struct MeanReading: Sendable, Equatable {
    /// The mean.
    public private(set) var mean: Double
    /// The standard deviation of single measurements.
    public private(set) var standardDeviation: Double
    /// Participants.
    public let total: Double
    /// The rules that were needed, in order; empty where all was printed.
    public private(set) var steps: [AppliedDerivation] = []
    /// Whether the mean or its spread comes from a median with quartiles or range.
    public private(set) var usesMedian = false

    /// Reads a row: the printed standard deviation, else from the standard error, the confidence interval, or the median
    /// with its quartiles or range.
    ///
    /// - Parameters:
    ///   - row: The result of one arm.
    ///   - total: Participants, where the row or the plan has them.
    ///   - medians: What to do with medians.
    /// - Throws: `MissingNumber` with one sentence on what the row lacks.
    public init(_ row: OutcomeRow, total: Double?, medians: MedianRule = .ifSymmetric) throws(MissingNumber) {
        let hasSummary = row.median != nil && (row.hasQuartiles || row.hasRange)
        guard row.mean != nil || hasSummary else {
            let isBareMedian = row.median != nil
            throw MissingNumber(
                isBareMedian
                    ? "Only a median without quartiles or range was printed." : "The mean was not printed.")
        }
        guard let total else { throw MissingNumber("The number of participants was not printed.") }
        self.total = total
        (mean, standardDeviation) = (row.mean ?? .nan, row.sd ?? .nan)
        if row.mean != nil, row.sd != nil { return }
        if row.mean != nil, let step = try Self.deviationOfMean(row, total) {
            take(step)
        } else if hasSummary {
            try takeMedian(row, medians)
        } else {
            throw MissingNumber("Neither a standard deviation nor anything it follows from was printed.")
        }
    }

    private static func deviationOfMean(
        _ row: OutcomeRow, _ total: Double
    ) throws(MissingNumber) -> AppliedDerivation? {
        if let se = row.se { return try .reading("sd-from-se", DerivationInputs(["se": se, "n": total])) }
        guard row.ciLow != nil, row.ciHigh != nil, total > 1 else { return nil }
        return try .reading(
            "sd-from-ci",
            DerivationInputs([
                "mean": row.mean, "ci_low": row.ciLow, "ci_high": row.ciHigh, "ci_level": row.ciLevel ?? 95, "n": total,
            ]))
    }

    private mutating func takeMedian(_ row: OutcomeRow, _ medians: MedianRule) throws(MissingNumber) {
        guard medians != .exclude else {
            throw MissingNumber("Only a median with quartiles or range was printed, and the plan leaves medians out.")
        }
        let rule =
            switch (row.hasQuartiles, row.hasRange) {
            case (true, true): "moments-from-five-numbers"
            case (true, false): "moments-from-quartiles"
            case (false, _): "moments-from-range"
            }
        let quartiles = row.hasQuartiles ? (row.q1, row.q3) : (nil, nil)
        let range = row.hasRange ? (row.min, row.max) : (nil, nil)
        let inputs = DerivationInputs([
            "min": range.0, "q1": quartiles.0, "median": row.median, "q3": quartiles.1, "max": range.1, "n": total,
        ])
        let step = try AppliedDerivation.reading(rule, inputs)
        if medians == .ifSymmetric { try Self.refuseSkewness(rule, inputs) }
        usesMedian = true
        take(step)
    }

    private static func refuseSkewness(_ rule: String, _ inputs: DerivationInputs) throws(MissingNumber) {
        let test: SkewnessTest.Result
        do throws(DerivationError) {
            let summary = try inputs.fiveNumbers()
            do throws(StatisticsError) { test = try SkewnessTest(summary).result() } catch {
                throw DerivationError(error)
            }
        } catch {
            throw MissingNumber(rule, error)
        }
        guard test.isSkewed else { return }
        let (value, limit) = (AppliedDerivation.shown(test.statistic), AppliedDerivation.shown(test.criticalValue))
        throw MissingNumber(
            "The median with its quartiles or range shows skewed data (\(value) above \(limit), Shi 2023); a mean derived from it would mislead."
        )
    }

    /// A printed mean stays; only what is missing is taken.
    private mutating func take(_ step: AppliedDerivation) {
        if mean.isNaN { mean = step.value("mean") }
        if standardDeviation.isNaN { standardDeviation = step.value("standard deviation") }
        steps.append(step)
    }
}

extension OutcomeRow {
    /// Whether both quartiles are printed.
    var hasQuartiles: Bool { q1 != nil && q3 != nil }
    /// Whether least and greatest value are printed.
    var hasRange: Bool { min != nil && max != nil }
}
