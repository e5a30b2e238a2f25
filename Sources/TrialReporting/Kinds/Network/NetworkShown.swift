import TrialResults
import TrialStatistics

/// A network with the way in which its numbers are written: what its sentences, tables and figures share.
struct NetworkShown {
    let answer: NetworkAnswer
    let record: AnalysisRecord
    let display: MeasureDisplay
    private let titles: [String: String]

    var format: NumberFormat { display.format }

    init(_ answer: NetworkAnswer, _ record: AnalysisRecord, _ display: MeasureDisplay) {
        self.answer = answer
        self.record = record
        self.display = display
        titles = Dictionary(answer.placements.map { ($0.study, $0.studyName) }) { first, _ in first }
    }

    init(_ telling: Telling<NetworkAnswer>) { self.init(telling.answer, telling.record, telling.display) }

    /// What a study is called.
    func title(_ study: String) -> String { DisplayText.clean(titles[study] ?? study) }

    /// Estimate and limits on the natural scale.
    func natural(_ estimate: NetworkEstimate) -> NaturalEffect {
        NaturalEffect(estimate.estimate, estimate.limits, natural: record.question.measure.natural)
    }

    /// Estimate and limits in words; a dash where there is none.
    func words(_ estimate: NetworkEstimate?) -> String { estimate.map { display.effect(natural($0)) } ?? "–" }

    /// Limits in words; a dash where there are none.
    func words(_ limits: ConfidenceLimits?) -> String {
        limits.map { limits in
            let natural = limits.mapped(record.question.measure.natural)
            return display.limits(natural.lower, natural.upper)
        } ?? "–"
    }

    /// `metformin v placebo`.
    func versus(_ a: String, _ b: String) -> String { "\(DisplayText.clean(a)) v \(DisplayText.clean(b))" }

    /// One treatment against another one, by the model that leads.
    func estimate(_ part: NetworkPart, _ a: String, against b: String) -> NetworkEstimate? {
        part.estimate(a, against: b, answer.effects)
    }

    /// Whether an interval holds no effect.
    func isClear(_ estimate: NetworkEstimate) -> Bool { estimate.limits.lower > 0 || estimate.limits.upper < 0 }

    /// `3 studies`.
    func studies(_ count: Int) -> String { "\(format.count(count)) \(count == 1 ? "study" : "studies")" }

    /// The treatments of a part in the order of their P-scores, best first; in the order of tables without a ranking.
    func ordered(_ part: NetworkPart) -> [String] {
        guard let ranking = part.ranking else { return part.treatments }
        return ranking.ranks.sorted { ($1.pScore, $0.treatment) < ($0.pScore, $1.treatment) }.map(\.treatment)
    }

    /// The judgement on the risk of bias of each study as its rows have it; nil where nobody judged.
    func light(_ study: String) -> BiasLight? {
        let property = "risk-of-bias"
        let value = record.rows.first { $0.study == study }?.properties[property]
        return value.map { BiasLight(judgement: $0.split(separator: " ").joined(separator: "-")) }
    }
}
