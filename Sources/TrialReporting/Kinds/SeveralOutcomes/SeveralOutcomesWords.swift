import TrialResults
import TrialStatistics

/// Sentences about several outcomes, written from their numbers.
struct SeveralOutcomesWords {
    private let answer: SeveralOutcomesAnswer
    private let telling: Telling<SeveralOutcomesAnswer>

    private var record: AnalysisRecord { telling.record }
    private var format: NumberFormat { telling.format }

    init(_ telling: Telling<SeveralOutcomesAnswer>) {
        self.telling = telling
        answer = telling.answer
    }

    private func display(_ place: Int) -> MeasureDisplay {
        MeasureDisplay(
            answer.outcomes[place].measure, convention: telling.scope.convention, per: telling.display.per)
    }

    private func title(_ place: Int) -> String { DisplayText.clean(answer.outcomes[place].title) }

    /// What was found, for the page.
    var plain: String { text([basis, effects, test]) }

    /// The whole results paragraph.
    var full: String { text([basis, effects, test, borrowing]) }

    private func text(_ parts: [String]) -> String {
        let left = telling.isOwn ? ExclusionWords(format: format).sentence(record.excluded) : ""
        let remarks = telling.remarks.map { " \($0)" }.joined()
        guard answer.fit != nil else { return "\(noModel)\(remarks)\(left)" }
        return parts.filter { !$0.isEmpty }.joined(separator: " ") + remarks + caution + left
    }

    private var noModel: String {
        guard !answer.rows.isEmpty else { return "No row answers any of the outcomes." }
        let reason = answer.refusal.map { ": \($0.message)" } ?? ""
        return "No joint model was fitted\(reason). There are \(rowsWords), each with its own estimate; none is pooled."
    }

    private var rowsWords: String {
        let people = ParticipantCount(record)
        let outcomes = Set(answer.rows.map(\.outcome)).count
        return "\(format.count(answer.rows.count)) \(answer.rows.count == 1 ? "row" : "rows") of"
            + " \(format.count(people.studies)) \(people.studies == 1 ? "study" : "studies") on"
            + " \(format.count(outcomes)) \(outcomes == 1 ? "outcome" : "outcomes")"
    }

    private var basis: String { "\(rowsWords) stand in one model." }

    private var effects: String {
        let parts = answer.effects.map { effect in
            let own = display(effect.outcome)
            let mark = answer.outcomes[effect.outcome].isTurned ? " (sign turned)" : ""
            return "\(title(effect.outcome))\(mark): \(own.name) \(own.effect(effect.joint.natural))"
        }
        guard !parts.isEmpty, let fit = answer.fit else { return "" }
        return "With \(format.level(fit.fit.level)) limits: \(parts.joined(separator: "; "))."
    }

    private var test: String {
        guard let test = answer.test, answer.effects.allSatisfy({ answer.outcomes[$0.outcome].measure.isTestedAtZero })
        else { return "" }
        let numbers = HeadlineWords(display: telling.display).test(test)
        return test.pValue < 0.05
            ? "Taken together, the outcomes are not all without an effect (\(numbers))."
            : "Taken together, no effect on any of the outcomes is shown (\(numbers))."
    }

    private var borrowing: String {
        let parts = answer.effects.compactMap { effect in
            effect.borrowing.map { "\(title(effect.outcome)) \(format.percent($0))" }
        }
        guard !parts.isEmpty else { return "" }
        return "What each owes to the others (borrowing of strength): \(parts.joined(separator: ", "))."
    }

    /// What the one axis is; nil where nothing needs saying.
    var axis: String? {
        let notes = [SeveralOutcomesReport.units(answer), SeveralOutcomesReport.turned(answer)].compactMap(\.self)
        return notes.isEmpty ? nil : notes.joined(separator: " ")
    }

    /// What patients report, and effects beside minimal important differences; nil where neither is known.
    var important: String? {
        let reported = answer.outcomes.filter(\.isReported).map { DisplayText.clean($0.title) }
        var sentences =
            reported.isEmpty ? [] : ["Reported by patients themselves: \(reported.joined(separator: ", "))."]
        for effect in answer.effects {
            let outcome = answer.outcomes[effect.outcome]
            guard let important = outcome.important, let null = outcome.measure.nullValue else { continue }
            let verdict = EffectVerdict(
                lower: effect.joint.natural.lower, upper: effect.joint.natural.upper, null: null, important: important)
            sentences.append("\(title(effect.outcome)): \(judged(verdict, important, outcome)).")
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    private func judged(
        _ verdict: EffectVerdict, _ important: Double, _ outcome: SeveralOutcomesAnswer.Outcome
    ) -> String {
        let points = outcome.importantPoints.map { ", \(format.number($0)) points of the scale" } ?? ""
        let difference = "the minimal important difference (\(format.number(important))\(points))"
        switch verdict {
        case .littleOrNone: return "every value of the interval is smaller than \(difference)"
        case .onSide(_, .important): return "every value of the interval is at least as large as \(difference)"
        case .onSide: return "the interval holds values below and beyond \(difference), all on one side"
        case .unsettled(let sides):
            return sides.isEmpty
                ? "the interval includes no difference and stays within \(difference)"
                : "the interval includes no difference and reaches \(difference) on"
                    + " \(sides.count == 2 ? "both sides" : "one side")"
        case .nothingPooled, .noComparison, .noInterval, .tellsNothing:
            return "it cannot be held against \(difference)"
        }
    }

    /// What was taken of the sampling errors.
    var dependence: String {
        var own: String?
        if let r = answer.dependence.correlation {
            own =
                "outcomes of the same people were taken to correlate by \(format.number(r)), as their signs stand here"
        } else if !answer.correlations.isEmpty {
            own = "outcomes of the same people were taken to correlate by pairs, as the table and the plan say"
        }
        return DependenceWords(answer.dependence, structure: answer.fit?.structure.name, format: format)
            .sentence(own, nothing: "no trial has rows of several outcomes")
    }

    private var caution: String {
        EvidenceCaution.sentence(
            EvidenceCaution(
                record, answer.fit.map { (nil, $0.fit.convergence) }, overview: telling.scope.overview,
                convention: telling.scope.convention
            ).reasons)
    }
}
