import TrialResults
import TrialStatistics

/// Sentences about a multilevel model, written from its numbers.
struct MultilevelWords {
    private let answer: MultilevelAnswer
    private let telling: Telling<MultilevelAnswer>
    private let caution: EvidenceCaution

    private var record: AnalysisRecord { telling.record }
    private var display: MeasureDisplay { telling.display }
    private var format: NumberFormat { telling.format }

    init(_ telling: Telling<MultilevelAnswer>) {
        self.telling = telling
        answer = telling.answer
        caution = EvidenceCaution(
            telling.record, telling.answer.fit.map { (telling.answer.naturalPrediction, $0.convergence) },
            overview: telling.scope.overview, convention: telling.scope.convention)
    }

    /// What was found, for the page.
    var plain: String { text(spread: "") }

    /// The whole results paragraph.
    var full: String { text(spread: spread) }

    private func text(spread: String) -> String {
        let left = telling.isOwn ? ExclusionWords(format: format).sentence(record.excluded) : ""
        guard let fit = answer.fit else { return "No multilevel model could be fitted.\(left)" }
        return basis(fit) + finding + prediction(fit) + spread + telling.remarks.map { " \($0)" }.joined()
            + cautionSentence + left
    }

    private func basis(_ fit: MultilevelFit) -> String {
        let people = ParticipantCount(record)
        let studies = "\(format.count(people.studies)) \(people.studies == 1 ? "study" : "studies")"
        let who = people.unknownRows == 0 ? " with \(format.count(people.participants)) participants" : ""
        let rows = fit.rows == people.studies ? studies : "\(format.count(fit.rows)) rows of \(studies)"
        return "\(rows)\(who) were pooled, with a variance at each level. "
    }

    private var finding: String {
        let sentence = EffectSentence(record, answer.natural, display: display, isCautious: !caution.reasons.isEmpty)
        let verdict = EffectVerdict(answer.natural, record)
        let words = sentence.text(verdict)
        guard words.isEmpty, let effect = answer.natural else { return words }
        return "The pooled \(display.name) was \(display.value(effect.estimate)) (\(sentence.interval))."
            + (verdict == .noComparison ? " There is no comparison group, so this does not show what caused it." : "")
    }

    private func prediction(_ fit: MultilevelFit) -> String {
        guard let limits = answer.naturalPrediction, !limits.lower.isNaN, !limits.upper.isNaN else { return "" }
        let null = record.question.measure.nullValue
        let spread = fit.components.reduce(0) { $0 + $1.value }
        let same =
            PredictionWords.sameAsInterval(fit.prediction, fit.pooled.limits, spread: spread).map { "; \($0)" } ?? ""
        let includes = null.map { limits.lower <= $0 && limits.upper >= $0 } ?? false
        return " In a row of a new \(Self.name(answer.levels.first)), the true value is expected between"
            + " \(display.value(limits.lower)) and \(display.value(limits.upper))"
            + " (\(format.level(fit.level)) prediction interval)\(includes ? ", which includes no difference" : "")\(same)."
    }

    /// The standard deviation of true effects at each level.
    private var spread: String {
        guard let fit = answer.fit, !fit.components.isEmpty else { return "" }
        let parts = zip(answer.levels.indices, fit.components).map { depth, component in
            let limits = component.limits.map { limits in
                let range = telling.scope.convention.limits(
                    format.number(limits.lower.squareRoot()), format.number(limits.upper.squareRoot()))
                return " (\(telling.scope.convention.interval(range, level: fit.level)))"
            }
            return "\(format.number(component.value.squareRoot()))\(limits ?? "") between \(between(depth))"
        }
        let iSquared = fit.heterogeneity.iSquared.map { "; I² \(format.percent($0))" } ?? ""
        return " The standard deviation of true effects was \(parts.joined(separator: " and ")), on"
            + " \(display.scaleWords)\(iSquared)."
    }

    /// `groups of one study`: what differs at a level.
    private func between(_ depth: Int) -> String {
        let name = Self.plural(answer.levels[depth])
        return depth == 0 ? name : "\(name) of one \(Self.name(answer.levels[depth - 1]))"
    }

    /// What was taken of the sampling errors.
    var dependence: String {
        var parts: [String] = []
        if let r = answer.dependence.assumedCorrelation {
            parts.append("sampling errors of rows of one study were taken to correlate by \(format.number(r))")
        }
        let pairs = answer.dependence.sharedControls
        if pairs > 0 {
            parts.append(
                "\(format.count(pairs)) \(pairs == 1 ? "pair of rows shares" : "pairs of rows share") a control group and"
                    + " \(pairs == 1 ? "has" : "have") the covariance that this gives")
        }
        let text =
            parts.isEmpty
            ? "sampling errors of different rows were taken as independent" : parts.joined(separator: "; ")
        return "\(text.prefix(1).uppercased())\(text.dropFirst())."
    }

    /// The effect judged by how groups scatter; nil where that was not asked for.
    var robust: String? {
        guard let robust = answer.robust, let effect = answer.naturalRobust else { return nil }
        let own = robust.coefficients[0]
        let degrees = own.degreesOfFreedom.map { " with \(format.number($0)) degrees of freedom" } ?? ""
        let largest = robust.clusters.map(\.leverage).max() ?? 0
        let groups = answer.levels.first.map(Self.plural) ?? "groups"
        let limits = telling.scope.convention.limits(
            display.value(effect.lower), display.value(effect.upper))
        return "Judged by how the \(format.count(robust.clusters.count)) \(groups) scatter"
            + " (\(robust.correction.rawValue)\(degrees)), the \(display.name) was \(display.value(effect.estimate))"
            + " (\(telling.scope.convention.interval(limits, level: robust.level))), \(format.pValue(own.pValue));"
            + " the largest part of one of them in it was \(format.percent(100 * largest))."
    }

    /// What the two kinds of differences between participants can say; nil where they were not asked for.
    var interaction: String? {
        guard let own = answer.interaction, let property = answer.interactionProperty else { return nil }
        let phrase = PropertyWords.phrase(property)
        guard !own.within.isEmpty else {
            return "No trial has rows of several kinds of \(phrase), so nothing is known within trials"
                + (own.across.isEmpty
                    ? "." : "; differences across trials may come from whatever else differs between them.")
        }
        return
            "Only differences within trials are protected by randomisation; those across trials of one \(phrase) each"
            + " may come from whatever else differs between them, and the two were not mixed."
    }

    private var cautionSentence: String { EvidenceCaution.sentence(caution.reasons) }

    /// A level in words, such as `study`, `route`.
    static func name(_ level: MultilevelAnswer.Level?) -> String {
        level.map { PropertyWords.phrase($0.name) } ?? "group"
    }

    private static func plural(_ level: MultilevelAnswer.Level) -> String {
        let name = PropertyWords.phrase(level.name)
        return name == "study" ? "studies" : "\(name)s"
    }
}
