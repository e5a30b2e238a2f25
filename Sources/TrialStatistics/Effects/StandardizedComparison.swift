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
        let report = try StandardizedReport(row, orAll: MeanComparison.columnSets[0])
        guard let report else {
            self.init(try MeanComparison(row))
            return
        }
        let (total1, total2) = (try row.total("total1", atLeast: 1), try row.total("total2", atLeast: 1))
        switch report {
        case .difference(let d): self.init(difference: d, total1: total1, total2: total2)
        case .t(let t): self.init(t: t, total1: total1, total2: total2)
        case .pValue(let p): self.init(signedPValue: p, total1: total1, total2: total2)
        }
    }
}

/// What a study may give in place of means and standard deviations.
enum StandardizedReport {
    /// The uncorrected standardised difference, in the column `d`.
    case difference(Double)
    /// The t statistic, in the column `t`.
    case t(Double)
    /// The two-sided p-value with the sign of the effect, in the column `p`.
    case pValue(Double)

    /// Reads the report, or `nil` when the row has all of `columns`, or the table none of the others.
    init?(_ row: StudyRow, orAll columns: [String]) throws(EffectExclusion) {
        let offered = ["d", "t", "p"].filter(row.has)
        let hasAll = columns.allSatisfy { row[$0] != nil }
        guard !hasAll, let column = offered.first(where: { row[$0] != nil }) ?? offered.first else { return nil }
        let value = try row.value(column)
        switch column {
        case "d": self = .difference(value)
        case "t": self = .t(value)
        default:
            guard value != 0, abs(value) <= 1 else {
                throw .impossible("p", "is not a p-value, above 0 and at most 1, with the sign of the effect")
            }
            self = .pValue(value)
        }
    }
}
