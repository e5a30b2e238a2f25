import TrialResults
import TrialStatistics

/// Sentences about an effect over time, written from its numbers.
struct DurabilityWords {
    private let answer: DurabilityAnswer
    private let telling: Telling<DurabilityAnswer>

    private var record: AnalysisRecord { telling.record }
    private var display: MeasureDisplay { telling.display }
    private var format: NumberFormat { telling.format }

    init(_ telling: Telling<DurabilityAnswer>) {
        self.telling = telling
        answer = telling.answer
    }

    /// What was found, for the page.
    var plain: String { text([basis, effect, change, unanswered]) }

    /// The whole results paragraph.
    var full: String { text([basis, everyMonth, effect, change, judged, unanswered]) }

    private func text(_ parts: [String]) -> String {
        let left = telling.isOwn ? ExclusionWords(format: format).sentence(record.excluded) : ""
        let remarks = telling.remarks.map { " \($0)" }.joined()
        guard answer.fit != nil else { return "\(noModel)\(remarks)\(left)" }
        return parts.filter { !$0.isEmpty }.joined(separator: " ") + remarks + caution + left
    }

    private var noModel: String {
        guard !answer.rows.isEmpty else { return "No row says how the effect runs over time." }
        let reason = answer.refusal.map { ": \($0.message)" } ?? ""
        let own = "\(rowsWords) at \(monthsWords). Each trial’s own course is drawn; it is no pooled answer."
        return "No model over time was fitted\(reason). There are \(own)"
    }

    private var rowsWords: String {
        let people = ParticipantCount(record)
        let studies = "\(format.count(people.studies)) \(people.studies == 1 ? "study" : "studies")"
        return "\(format.count(answer.rows.count)) \(answer.rows.count == 1 ? "row" : "rows") of \(studies)"
    }

    private var monthsWords: String {
        let months = Set(answer.rows.map(\.months)).sorted()
        guard let first = months.first, let last = months.last, first < last else {
            return months.first.map { "month \(DurabilityAnswer.word($0))" } ?? "no month"
        }
        return
            "\(format.count(months.count)) different months, \(DurabilityAnswer.word(first)) to \(DurabilityAnswer.word(last))"
    }

    private var basis: String {
        "\(rowsWords) at \(monthsWords), stand in one model, in which the effect runs as \(answer.course)."
    }

    /// The effect at the last month that was reached, with what its interval allows.
    private var effect: String {
        guard let last = answer.last else { return "" }
        let reasons = cautionReasons
        let natural = last.effect.natural
        let sentence = EffectSentence(record, natural, display: display, isCautious: !reasons.isEmpty)
        let verdict = EffectVerdict(natural, record)
        let words = sentence.text(verdict)
        let month = "At month \(DurabilityAnswer.word(last.months))"
        guard words.isEmpty else { return "\(month): \(words)" }
        let single =
            verdict == .noComparison ? " There is no comparison group, so this does not show what caused it." : ""
        return
            "\(month) the pooled \(display.name) was \(display.value(natural.estimate)) (\(sentence.interval)).\(single)"
    }

    /// The other months.
    private var everyMonth: String {
        let others = answer.points.filter { $0.months != answer.last?.months }
        guard !others.isEmpty else { return "" }
        let parts = others.map { "at month \(DurabilityAnswer.word($0.months)) \(display.effect($0.effect.natural))" }
        return "The \(display.name) was \(parts.joined(separator: ", "))."
    }

    private var change: String {
        guard let test = answer.change else { return "" }
        let numbers = HeadlineWords(display: display).test(test)
        return test.pValue < 0.05
            ? "The effect changed over time (\(numbers))."
            : "That the effect changes over time is not shown (\(numbers)); this does not show that it lasts."
    }

    /// The test of change by itself, for beside the table; nil where there is none.
    var changeTest: String? {
        answer.change.map { "Change over time: \(HeadlineWords(display: display).test($0))." }
    }

    private var judged: String {
        guard let fit = answer.fit, fit.isRobust, let robust = fit.robust else { return "" }
        return "Limits and test rest on how the \(format.count(robust.clusters.count)) trials scatter"
            + " (\(robust.correction.rawValue), Satterthwaite’s degrees of freedom)."
    }

    private var unanswered: String {
        let months = answer.unanswered.map(DurabilityAnswer.word)
        guard !months.isEmpty else { return "" }
        let isOne = months.count == 1
        return "\(isOne ? "Month" : "Months") \(list(months)) \(isOne ? "is" : "are") not answered: no row reaches"
            + " \(isOne ? "it" : "them"), or the course has no value there."
    }

    /// The months that rest on one trial; nil for none.
    var lone: String? {
        let months = answer.loneMonths.map {
            "month \(DurabilityAnswer.word($0.months)) (\(DisplayText.clean($0.trial)))"
        }
        return months.isEmpty ? nil : "Only one trial has results at \(list(months)); they are drawn with a ring."
    }

    /// What was taken of the sampling errors.
    var dependence: String {
        var own: String?
        if let r = answer.dependence.correlation, let months = answer.dependence.months {
            own =
                r == 0
                ? "results of the same people at different months were taken as independent"
                : "results of the same people \(DurabilityAnswer.word(months)) months apart were taken to correlate by"
                    + " \(format.number(r)), more where they are closer"
        }
        return DependenceWords(answer.dependence, structure: answer.fit?.structure.name, format: format)
            .sentence(own, nothing: "no trial has several results")
    }

    private var cautionReasons: [String] {
        EvidenceCaution(
            record, answer.fit.map { (answer.last?.effect.naturalPrediction, $0.fit.convergence) },
            overview: telling.scope.overview, convention: telling.scope.convention
        ).reasons + fewReach
    }

    private var fewReach: [String] {
        guard let last = answer.last, last.reaching < 3 else { return [] }
        return [
            "\(last.reaching == 1 ? "one trial reaches" : "\(format.count(last.reaching)) trials reach") month"
                + " \(DurabilityAnswer.word(last.months))"
        ]
    }

    private var caution: String { EvidenceCaution.sentence(cautionReasons) }

    private func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return "\(words.dropLast().joined(separator: ", ")) and \(last)"
    }
}
