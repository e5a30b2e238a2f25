import TrialResults

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

    /// There is no pooled effect.
    case nothingPooled
    /// The interval is not estimable.
    case noInterval
    /// A single group: there is no effect to speak of.
    case noComparison
    /// Every value of the interval is smaller than the smallest important difference.
    case littleOrNone
    /// The whole interval lies on one side of no difference.
    case onSide(Side, Size)
    /// The interval includes no difference; `important` lists the sides on which it reaches the smallest important one.
    case unsettled(important: [Side])

    /// Reads a pooled effect.
    public init(_ analysis: PooledAnalysis) { self.init(analysis.pooled?.natural, analysis.question) }

    /// Reads an effect that answers a question; nil where there is none.
    public init(_ effect: NaturalEffect?, _ question: AnalysisQuestion) {
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

    /// The values nearer to no difference than the smallest important one.
    static func band(null: Double, important: Double) -> (lower: Double, upper: Double) {
        guard null == 1 else { return (null - important, null + important) }
        let ratio = max(important, 1 / important)
        return (1 / ratio, ratio)
    }
}
