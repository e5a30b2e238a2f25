import TrialResults
import TrialStatistics

/// Sentences about one analysis, written from its numbers; none says more than the interval does.
public struct AnalysisProse: Sendable {
    private let analysis: AnalysisResult
    private let display: MeasureDisplay

    /// Prepares the sentences of an analysis.
    public init(_ analysis: AnalysisResult) {
        self.analysis = analysis
        display = analysis.display
    }

    /// What came out, in plain language.
    public var plainLanguage: String {
        guard let pooled = analysis.pooled else { return "Nothing could be pooled.\(excludedSentence)" }
        return finding(pooled) + side(pooled.natural) + prediction(pooled) + excludedSentence
    }

    /// How it was computed.
    public var method: String {
        let question = analysis.question
        let rules = question.rules.sorted { $0.key < $1.key }.map {
            "\(PropertyWords.phrase($0.key)): \(DisplayText.clean($0.value))"
        }
        let chosen = rules.isEmpty ? "" : " Rows were chosen by these rules: \(rules.joined(separator: "; "))."
        return
            "\(DisplayText.clean(question.comparison)): \(display.name) (\(DisplayText.clean(question.measure.code))),"
            + " analysed on \(display.scaleWords) with \(DisplayText.clean(question.method));"
            + " limits at \(display.format.level(analysis.level)).\(chosen)"
    }

    private func finding(_ pooled: PooledResult) -> String {
        let effect = pooled.natural
        let limits =
            effect.lower.isNaN || effect.upper.isNaN
            ? "its interval is not estimable"
            : "\(display.format.level(pooled.fit.level)) CI \(display.limits(effect.lower, effect.upper))"
        let value = "\(display.value(effect.estimate)) (\(limits))"
        guard pooled.fit.studies > 1 else {
            let name = analysis.studies.first.map { ", \(DisplayText.clean($0.label))," } ?? ""
            return
                "Only one row could be used, so nothing was pooled: the \(display.name) of that row\(name) was \(value)."
        }
        return "Over \(display.format.count(pooled.fit.studies)) rows, the pooled \(display.name) was \(value)."
    }

    private func side(_ effect: NaturalEffect) -> String {
        guard let null = analysis.question.measure.nullValue else {
            return " There is no comparison group, so this does not show what caused it."
        }
        guard !effect.lower.isNaN, !effect.upper.isNaN else { return "" }
        let value = display.format.fixed(null, decimals: 0)
        if effect.lower <= null, effect.upper >= null {
            return " The interval includes \(value), no difference, so these rows do not settle the direction."
        }
        let isBelow = effect.upper < null
        return " The whole interval lies \(isBelow ? "below" : "above") \(value), no difference\(helps(isBelow))."
    }

    private func helps(_ isBelow: Bool) -> String {
        if let words = analysis.question.favours, words.count == 2 {
            return ", on the side labelled “\(DisplayText.clean(words[isBelow ? 0 : 1]))”"
        }
        guard let better = analysis.question.better else { return "" }
        return (better == .lower) == isBelow ? ", on the side of benefit" : ", on the side of harm"
    }

    private func prediction(_ pooled: PooledResult) -> String {
        guard let limits = pooled.naturalPrediction, !limits.lower.isNaN, !limits.upper.isNaN else { return "" }
        let level = display.format.level(pooled.fit.level)
        var sentence =
            " In a new study of this kind, the true value is expected between"
            + " \(display.value(limits.lower)) and \(display.value(limits.upper)) (\(level) prediction interval)"
        if let null = analysis.question.measure.nullValue, limits.lower <= null, limits.upper >= null {
            sentence += ", which includes no difference"
        }
        return sentence + "."
    }

    private var excludedSentence: String {
        let count = analysis.excluded.count
        guard count > 0 else { return "" }
        return
            " \(display.format.count(count)) \(count == 1 ? "row was" : "rows were") not used, for the reasons below."
    }
}
