import TrialResults
import TrialStatistics

/// What an interval says of an effect, before it is put into words.
///
/// It reads the interval and the smallest important difference only; how sure one may sound is ``EvidenceCaution``'s.
public enum EffectVerdict: Sendable, Equatable {
    /// Which side of no difference.
    public enum Side: Sendable, Equatable {
        /// Below the null value.
        case lower
        /// Above the null value.
        case higher
    }

    /// How an interval on one side stands to the smallest important difference.
    public enum Size: Sendable, Equatable {
        /// The plan names no such difference.
        case notJudged
        /// The whole interval is at least as far from no difference.
        case important
        /// The interval holds both important and unimportant differences.
        case mayBeUnimportant
    }

    /// What an interval that tells nothing goes beyond on both sides.
    public enum Breadth: Sendable, Equatable {
        /// A ratio and its inverse.
        case ratio(Double)
        /// So many standard deviations of the groups.
        case deviations(Double)
    }

    /// There is no pooled effect.
    case nothingPooled
    /// The interval is not estimable.
    case noInterval
    /// A single group: there is no effect to speak of.
    case noComparison
    /// The interval reaches so far to both sides of no difference that nothing is known.
    case tellsNothing(Breadth)
    /// Every value of the interval is smaller than the smallest important difference.
    case littleOrNone
    /// The whole interval lies on one side of no difference.
    case onSide(Side, Size)
    /// The interval includes no difference; `important` lists the sides on which it reaches the smallest important one.
    case unsettled(important: [Side])

    /// Reads a pooled effect.
    public init(_ analysis: PooledAnalysis, thresholds: WordingThresholds = .standard) {
        self.init(analysis.leading, analysis.record, thresholds: thresholds)
    }

    /// Reads an effect that answers the question of a record; nil where there is none.
    init(_ effect: NaturalEffect?, _ record: AnalysisRecord, thresholds: WordingThresholds = .standard) {
        let question = record.question
        guard let effect else {
            self = .nothingPooled
            return
        }
        guard let null = question.measure.nullValue else {
            self = .noComparison
            return
        }
        guard !effect.estimate.isNaN, !effect.lower.isNaN, !effect.upper.isNaN else {
            self = .noInterval
            return
        }
        let limits = ConfidenceLimits(lower: effect.lower, upper: effect.upper)
        if let breadth = Self.breadth(of: limits, null: null, rows: record.rows, thresholds) {
            self = .tellsNothing(breadth)
            return
        }
        self.init(lower: effect.lower, upper: effect.upper, null: null, important: question.important)
    }

    /// Reads an interval on the natural scale; `important` is a distance from a null value of 0, else a ratio.
    init(lower: Double, upper: Double, null: Double, important: Double?) {
        let band = important.map { Self.band(null: null, important: $0) }
        if let band, lower > band.lower, upper < band.upper {
            self = .littleOrNone
        } else if lower <= null, upper >= null {
            let reached: [Side] =
                band.map { (lower <= $0.lower ? [.lower] : []) + (upper >= $0.upper ? [.higher] : []) } ?? []
            self = .unsettled(important: reached)
        } else {
            let side: Side = upper < null ? .lower : .higher
            let isImportant = band.map { side == .lower ? upper <= $0.lower : lower >= $0.upper }
            self = .onSide(side, isImportant.map { $0 ? .important : .mayBeUnimportant } ?? .notJudged)
        }
    }

    /// What the limits go beyond on both sides of no difference; nil where they tell something.
    static func breadth(
        of limits: ConfidenceLimits, null: Double, rows: [StudyResult], _ thresholds: WordingThresholds = .standard
    ) -> Breadth? {
        if null == 1 {
            let ratio = thresholds.widestRatio
            return limits.lower <= 1 / ratio && limits.upper >= ratio ? .ratio(ratio) : nil
        }
        let deviations = rows.flatMap(\.groups).compactMap(\.standardDeviation)
        guard let largest = deviations.max() else { return nil }
        let reach = thresholds.widestDeviations * largest
        let isWide = limits.lower <= null - reach && limits.upper >= null + reach
        return isWide ? .deviations(thresholds.widestDeviations) : nil
    }

    /// The values nearer to no difference than the smallest important one.
    static func band(null: Double, important: Double) -> (lower: Double, upper: Double) {
        guard null == 1 else { return (null - important, null + important) }
        let ratio = max(important, 1 / important)
        return (1 / ratio, ratio)
    }
}
