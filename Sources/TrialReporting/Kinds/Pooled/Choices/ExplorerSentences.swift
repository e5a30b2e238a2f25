import TrialResults
import TrialStatistics

/// The sentence for every choice of a reader: few patterns, because only their numbers differ.
struct ExplorerSentences {
    private let analysis: PooledAnalysis
    private let display: MeasureDisplay
    private let total: Int
    private(set) var patterns: [String] = []
    private var positions: [Kind: Int] = [:]

    /// What decides how a sentence reads.
    private struct Kind: Hashable {
        enum Side: Hashable { case unknown, small, tooWide, includesNull, below, above }
        let rows: Int
        let isEstimable: Bool
        let side: Side
        /// Whether there is a prediction interval, and whether it includes no difference.
        let prediction: Side?
    }

    /// Where a number goes. Texts of a result are cleaned of control characters, so none can look like a slot.
    static func slot(_ name: String) -> String { "\u{1}\(name)\u{1}" }

    /// Prepares the sentences of an analysis with so many studies.
    init(_ analysis: PooledAnalysis, display: MeasureDisplay, studies total: Int) {
        self.analysis = analysis
        self.display = display
        self.total = total
    }

    /// The position in `patterns` of the sentence for a pooled effect on the natural scale over some rows.
    mutating func position(
        rows: Int, estimate: Double, limits: ConfidenceLimits, prediction: ConfidenceLimits?
    ) -> Int {
        let kind = Kind(
            rows: min(rows, 2), isEstimable: !estimate.isNaN,
            side: isSmall(limits) ? .small : tellsNothing(limits) ? .tooWide : side(limits),
            prediction: prediction.map(side))
        if let known = positions[kind] { return known }
        positions[kind] = patterns.count
        patterns.append(display.convention.spelled(pattern(kind)))
        return patterns.count - 1
    }

    private func side(_ limits: ConfidenceLimits) -> Kind.Side {
        guard let null = analysis.question.measure.nullValue, !limits.lower.isNaN, !limits.upper.isNaN else {
            return .unknown
        }
        if limits.lower <= null, limits.upper >= null { return .includesNull }
        return limits.upper < null ? .below : .above
    }

    /// Whether every value is nearer to no difference than the smallest important one, where the plan names one.
    private func isSmall(_ limits: ConfidenceLimits) -> Bool {
        guard let null = analysis.question.measure.nullValue, let important = analysis.question.important else {
            return false
        }
        return EffectVerdict(lower: limits.lower, upper: limits.upper, null: null, important: important)
            == .littleOrNone
    }

    private func tellsNothing(_ limits: ConfidenceLimits) -> Bool {
        guard let null = analysis.question.measure.nullValue else { return false }
        return EffectVerdict.breadth(of: limits, null: null, rows: analysis.rows) != nil
    }

    private func pattern(_ kind: Kind) -> String {
        guard kind.isEstimable else { return "These choices give no pooled effect." }
        let value =
            "\(Self.slot("estimate")) (\(display.format.level(analysis.level)) CI \(Self.slot("limits")))"
        let finding =
            kind.rows < 2
            ? "With \(Self.slot("studies")) of \(total) studies there is one row and nothing to pool: its \(display.name) was \(value)."
            : "With \(Self.slot("studies")) of \(total) studies, the pooled \(display.name) was \(value)."
        return finding + words(kind.side) + predictionWords(kind.prediction)
    }

    private func words(_ side: Kind.Side) -> String {
        guard let value = display.nullText else { return "" }
        switch side {
        case .unknown: return ""
        case .small: return " Every value of the interval is smaller than the smallest important difference."
        case .tooWide: return " The interval reaches so far to both sides of \(value) that these rows tell nothing."
        case .includesNull:
            return " The interval includes \(value), no difference, so these rows do not settle the direction."
        case .below, .above:
            let isBelow = side == .below
            return " The whole interval lies \(isBelow ? "below" : "above") \(value), no difference\(helps(isBelow))."
        }
    }

    private func helps(_ isBelow: Bool) -> String {
        if let words = analysis.question.favours, words.count == 2 {
            return ", on the side labelled “\(DisplayText.clean(words[isBelow ? 0 : 1]))”"
        }
        guard let better = analysis.question.better else { return "" }
        return (better == .lower) == isBelow ? ", on the side of benefit" : ", on the side of harm"
    }

    private func predictionWords(_ side: Kind.Side?) -> String {
        guard let side else { return "" }
        return " In a new study of this kind, the true value is expected between \(Self.slot("predictionLower")) and"
            + " \(Self.slot("predictionUpper"))\(side == .includesNull ? ", which includes no difference" : "")."
    }
}
