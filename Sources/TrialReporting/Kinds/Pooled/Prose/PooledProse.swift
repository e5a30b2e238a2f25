import TrialResults
import TrialStatistics

/// Sentences about one pooled effect, written from its numbers; none says more than the interval does.
public struct PooledProse: Sendable {
    private let analysis: PooledAnalysis
    private let display: MeasureDisplay
    private let caution: EvidenceCaution
    private let verdict: EffectVerdict
    private let people: ParticipantCount
    private let remarks: String

    private var format: NumberFormat { display.format }

    /// Prepares the sentences of an analysis; `overview` brings designs and judgements on the risk of bias, `remarks` are
    /// sentences of the record's further answers.
    public init(
        _ analysis: PooledAnalysis, convention: NumberConvention = .british, overview: EvidenceOverview? = nil,
        remarks: [String] = [], thresholds: WordingThresholds = .standard
    ) {
        self.analysis = analysis
        display = analysis.display(convention)
        caution = EvidenceCaution(analysis, overview: overview, thresholds: thresholds, convention: convention)
        verdict = EffectVerdict(analysis, thresholds: thresholds)
        people = ParticipantCount(analysis.record)
        self.remarks = remarks.map { " \($0)" }.joined()
    }

    /// What came out, in plain language: finding, prediction, reasons for caution, what was left out.
    public var plainLanguage: String {
        guard let pooled = analysis.pooled else { return "Nothing could be pooled.\(excludedSentence)" }
        return basis(pooled) + finding + prediction(pooled) + remarks + cautionSentence + excludedSentence
    }

    /// The whole results paragraph: the plain-language sentences and how much the studies differ.
    public var results: String {
        guard let pooled = analysis.pooled else { return plainLanguage }
        return basis(pooled) + finding + prediction(pooled)
            + HeterogeneitySentence(display: display).text(pooled.fit) + remarks
            + cautionSentence + excludedSentence
    }

    /// How it was computed.
    public var method: String { MethodSentence(analysis.record, display.convention).text }

    /// What the numbers rest on; the numbers themselves where there is no finding to carry them.
    private func basis(_ pooled: PooledResult) -> String {
        guard pooled.fit.studies > 1 else {
            let name = analysis.rows.first.map { " (\(DisplayText.clean($0.label)))" } ?? ""
            let who = people.unknownRows == 0 ? " with \(participantWords)" : ""
            return "Only one row could be used\(name)\(who), so nothing was pooled. \(bareNumbers(pooled))"
        }
        let rows = StudyCount(studies: people.studies, rows: pooled.fit.studies).words(format)
        let who = people.unknownRows == 0 ? " with \(participantWords)" : unknownParticipants
        let times = FollowUpWords(analysis.rows, format: format).sentence
        return "\(rows)\(who) were pooled. \(times.isEmpty ? "" : times + " ")\(bareNumbers(pooled))"
    }

    private var participantWords: String {
        "\(format.count(people.participants)) participant\(people.participants == 1 ? "" : "s")"
    }

    private var unknownParticipants: String {
        people.participants > 0
            ? " with at least \(participantWords) (not every row says how many took part)"
            : " (the number of participants is not in the data)"
    }

    private func bareNumbers(_ pooled: PooledResult) -> String {
        guard verdict == .noComparison || verdict == .noInterval else { return "" }
        let words = EffectSentence(analysis, display: display, isCautious: true)
        let noEvents = people.events == 0 ? " \(noEventWords)" : ""
        let single =
            verdict == .noComparison
            ? " There is no comparison group, so this does not show what caused it." : ""
        let value = display.value((analysis.leading ?? pooled.natural).estimate)
        return
            "The \(pooled.fit.studies > 1 ? "pooled " : "")\(display.name) was \(value) (\(words.interval)).\(noEvents)\(single)"
    }

    private var noEventWords: String {
        "No event was seen, so the estimate rests on the method alone; the upper limit says what the data still allow."
    }

    private var finding: String {
        let sentence = EffectSentence(analysis, display: display, isCautious: !caution.reasons.isEmpty).text(verdict)
        let noEvents = verdict != .noComparison && verdict != .noInterval && people.events == 0
        return sentence
            + (noEvents ? " No event was seen in any group, so the estimate rests on the method alone." : "")
    }

    private func prediction(_ pooled: PooledResult) -> String {
        guard let limits = pooled.naturalPrediction, !limits.lower.isNaN, !limits.upper.isNaN else { return "" }
        let level = format.level(pooled.fit.level)
        var sentence =
            " In a new study of this kind, the \(analysis.choice == nil ? "" : "model of the plan expects the ")true value\(analysis.choice == nil ? " is expected" : "") between"
            + " \(display.value(limits.lower)) and \(display.value(limits.upper)) (\(level) prediction interval)"
        if let null = analysis.question.measure.nullValue, limits.lower <= null, limits.upper >= null {
            sentence += ", which includes no difference"
        }
        if let same = PredictionWords.sameAsInterval(pooled.fit) { sentence += "; \(same)" }
        return sentence + "."
    }

    private var cautionSentence: String {
        let isComparison =
            switch verdict {
            case .littleOrNone, .onSide, .unsettled, .tellsNothing: true
            case .nothingPooled, .noInterval, .noComparison: false
            }
        return EvidenceCaution.sentence(
            caution.reasons, lead: isComparison ? "Reasons for caution" : "What limits this")
    }

    private var excludedSentence: String { ExclusionWords(format: format).sentence(analysis.excluded) }
}
