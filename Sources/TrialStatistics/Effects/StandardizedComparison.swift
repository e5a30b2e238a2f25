import Glibc
import TrialNumerics

/// The uncorrected standardised difference of two groups and their sizes.
///
/// All that Hedges' g needs, so that a study may give means and standard deviations, the t statistic of the two-sample
/// test, its two-sided p-value (negated where the effect is negative), or d itself.
public struct StandardizedComparison: Sendable, Codable, Equatable {
    /// The difference in pooled standard deviations, without bias correction.
    public var difference: Double
    /// Participants on treatment.
    public var total1: Double
    /// Participants on control.
    public var total2: Double

    /// Creates a comparison from the difference itself.
    public init(difference: Double, total1: Double, total2: Double) {
        self.difference = difference
        self.total1 = total1
        self.total2 = total2
    }

    /// Creates a comparison from means and standard deviations.
    public init(_ study: MeanComparison) {
        self.init(
            difference: (study.mean1 - study.mean2) / study.pooledVariance.squareRoot(), total1: study.total1,
            total2: study.total2)
    }

    /// Creates a comparison from the t statistic of the two-sample test with equal variances.
    public init(t: Double, total1: Double, total2: Double) {
        self.init(difference: t * (1 / total1 + 1 / total2).squareRoot(), total1: total1, total2: total2)
    }

    /// Creates a comparison from a two-sided p-value whose sign is that of the effect.
    public init(signedPValue p: Double, total1: Double, total2: Double) {
        let t = StudentTDistribution(degreesOfFreedom: total1 + total2 - 2).upperQuantile(abs(p) / 2)
        self.init(t: p < 0 ? -t : t, total1: total1, total2: total2)
    }

    /// Degrees of freedom of the pooled standard deviation.
    public var degreesOfFreedom: Double { total1 + total2 - 2 }
}

extension StandardizedComparison: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] {
        MeanComparison.columnSets + ["d", "t", "p"].map { [$0, "total1", "total2"] }
    }

    /// Reads whatever the study gives, in the order: means, d, t, p.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        if row["mean1"] != nil || !(row.has("d") || row.has("t") || row.has("p")) {
            self.init(try MeanComparison(row))
            return
        }
        let (total1, total2) = (try row.total("total1", atLeast: 1), try row.total("total2", atLeast: 1))
        if row["d"] != nil {
            self.init(difference: try row.value("d"), total1: total1, total2: total2)
        } else if row["t"] != nil {
            self.init(t: try row.value("t"), total1: total1, total2: total2)
        } else {
            let p = try row.value(row.has("p") ? "p" : row.has("t") ? "t" : "d")
            guard p != 0, abs(p) <= 1 else { throw .impossible("p", "is not a p-value, above 0 and at most 1") }
            self.init(signedPValue: p, total1: total1, total2: total2)
        }
    }
}
