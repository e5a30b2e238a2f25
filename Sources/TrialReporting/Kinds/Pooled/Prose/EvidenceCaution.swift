import TrialResults
import TrialStatistics

/// The reasons in the numbers to sound less sure than an interval alone would allow.
///
/// They touch what a rating of certainty looks at (few studies, imprecision, inconsistency, risk of bias), yet are no
/// rating: each is one comparison with a stated threshold.
public struct EvidenceCaution: Sendable, Equatable {
    /// The reasons, each a clause such as `only 3 studies (fewer than 5)`; empty where there is none.
    public let reasons: [String]

    /// Reasons as a sentence behind an effect, with what nobody rated; `lead` is what the reasons are called.
    static func sentence(_ reasons: [String], lead: String = "Reasons for caution") -> String {
        let end = " No rating of certainty (GRADE) was made."
        return reasons.isEmpty ? end : " \(lead): \(reasons.joined(separator: "; ")).\(end)"
    }

    /// Reads a pooled effect; `overview` brings the designs and the judgements on the risk of bias.
    public init(
        _ analysis: PooledAnalysis, overview: EvidenceOverview?, thresholds: WordingThresholds = .standard,
        convention: NumberConvention = .british
    ) {
        self.init(
            analysis.record, analysis.pooled.map { ($0.naturalPrediction, $0.fit.convergence) }, overview: overview,
            thresholds: thresholds, convention: convention)
    }

    /// Reads a record whose effect has a prediction interval and an end of its search; nil where there is no effect.
    init(
        _ record: AnalysisRecord, _ found: (prediction: ConfidenceLimits?, convergence: Convergence)?,
        overview: EvidenceOverview?, thresholds: WordingThresholds = .standard, convention: NumberConvention
    ) {
        guard let found else {
            reasons = []
            return
        }
        let people = ParticipantCount(record)
        let format = convention.format
        var reasons: [String] = []
        if people.studies < thresholds.fewestStudies {
            let noun = people.studies == 1 ? "study" : "studies"
            reasons.append("only \(format.count(people.studies)) \(noun) (fewer than \(thresholds.fewestStudies))")
        }
        if people.unknownRows > 0 {
            reasons.append("not every row says how many took part")
        } else if let events = people.events {
            if events < Double(thresholds.fewestEvents) {
                let noun = events == 1 ? "event" : "events"
                reasons.append("only \(format.count(events)) \(noun) (fewer than \(thresholds.fewestEvents))")
            }
        } else if people.participants < Double(thresholds.fewestParticipants) {
            reasons.append(
                "only \(format.count(people.participants)) participants (fewer than \(thresholds.fewestParticipants))")
        }
        if let limits = found.prediction, let null = record.question.measure.nullValue,
            limits.lower <= null, limits.upper >= null
        {
            reasons.append("the prediction interval includes no difference")
        }
        if !found.convergence.converged { reasons.append("the fit did not converge") }
        reasons += StudyJudgements(record, overview: overview).reasons(format).map(convention.spelled)
        self.reasons = reasons
    }
}

/// What is known of the designs and the risk of bias of the studies of an analysis.
struct StudyJudgements: Sendable {
    private let studies: Set<String>
    private let high: Set<String>
    private let judged: Set<String>
    private let notRandomised: Set<String>

    private static let highWords: Set<String> = ["high", "very-high", "serious", "critical"]
    private static let otherDesigns: Set<String> = ["non-randomised-controlled", "single-arm", "case-report"]

    init(_ analysis: AnalysisRecord, overview: EvidenceOverview?) {
        let studies = Set(analysis.rows.map(\.study))
        let outcome = analysis.question.outcome
        let overall = (overview?.riskOfBias ?? []).filter {
            studies.contains($0.study) && $0.domain.lowercased() == "overall"
                && ($0.outcome.isEmpty || $0.outcome == outcome)
        }
        self.studies = studies
        judged = Set(overall.map(\.study))
        high = Set(overall.filter { Self.highWords.contains($0.judgement) }.map(\.study))
        notRandomised = Set(
            (overview?.studies ?? []).filter { studies.contains($0.study) && Self.otherDesigns.contains($0.design) }
                .map(\.study))
    }

    func reasons(_ format: NumberFormat) -> [String] {
        let total = format.count(studies.count)
        var reasons: [String] = []
        if !notRandomised.isEmpty {
            let verb = notRandomised.count == 1 ? "was" : "were"
            reasons.append("\(format.count(notRandomised.count)) of \(total) \(noun) \(verb) not randomised")
        }
        if !high.isEmpty {
            let verb = high.count == 1 ? "is" : "are"
            reasons.append("\(format.count(high.count)) of \(total) \(noun) \(verb) at high overall risk of bias")
        }
        let missing = studies.count - judged.count
        if missing > 0 {
            reasons.append("no overall risk of bias is recorded for \(format.count(missing)) of \(total) \(noun)")
        }
        return reasons
    }

    private var noun: String { studies.count == 1 ? "study" : "studies" }
}
