import Testing

@testable import TrialReporting

@Suite struct EffectVerdictTests {
    struct Case: Sendable {
        let lower, upper, null: Double
        let important: Double?
        let verdict: EffectVerdict
    }

    @Test(
        "what an interval says",
        arguments: [
            // No threshold: the side, or none.
            Case(lower: 0.3, upper: 0.8, null: 1, important: nil, verdict: .onSide(.lower, .notJudged)),
            Case(lower: 1.2, upper: 2.5, null: 1, important: nil, verdict: .onSide(.higher, .notJudged)),
            Case(lower: 0.99, upper: 1.01, null: 1, important: nil, verdict: .unsettled(important: [])),
            // An end on the null value does not exclude it.
            Case(lower: 0.3, upper: 1, null: 1, important: nil, verdict: .unsettled(important: [])),
            Case(lower: 0, upper: 2, null: 0, important: nil, verdict: .unsettled(important: [])),
            // A ratio of 1.25 means 0.8 to 1.25, also when written as 0.8.
            Case(lower: 0.3, upper: 0.79, null: 1, important: 1.25, verdict: .onSide(.lower, .important)),
            Case(lower: 0.3, upper: 0.79, null: 1, important: 0.8, verdict: .onSide(.lower, .important)),
            Case(lower: 0.3, upper: 0.9, null: 1, important: 1.25, verdict: .onSide(.lower, .mayBeUnimportant)),
            Case(lower: 0.9, upper: 1.1, null: 1, important: 1.25, verdict: .littleOrNone),
            // An interval on one side that holds no important value is little or no difference too.
            Case(lower: 0.85, upper: 0.95, null: 1, important: 1.25, verdict: .littleOrNone),
            Case(lower: 0.5, upper: 1.1, null: 1, important: 1.25, verdict: .unsettled(important: [.lower])),
            Case(lower: 0.5, upper: 2, null: 1, important: 1.25, verdict: .unsettled(important: [.lower, .higher])),
            Case(lower: -1, upper: -0.6, null: 0, important: 0.5, verdict: .onSide(.lower, .important)),
            Case(lower: -0.4, upper: 0.4, null: 0, important: 0.5, verdict: .littleOrNone),
            Case(lower: -0.4, upper: 0.6, null: 0, important: 0.5, verdict: .unsettled(important: [.higher])),
            Case(lower: 0.1, upper: 0.6, null: 0, important: 0.5, verdict: .onSide(.higher, .mayBeUnimportant)),
        ])
    func verdicts(_ known: Case) {
        let verdict = EffectVerdict(
            lower: known.lower, upper: known.upper, null: known.null, important: known.important)
        #expect(verdict == known.verdict)
    }

    @Test("nothing pooled, no comparison and no interval are told apart")
    func others() throws {
        #expect(EffectVerdict(ResultBuilder(rows: 0).analysis().view) == .nothingPooled)
        let single = ResultBuilder(measure: ResultBuilder.logit, groupLabels: ["MSC"]).analysis()
        #expect(EffectVerdict(single.view) == .noComparison)
        #expect(EffectVerdict(try StatedAnalysis(lower: .nan).analysis().view) == .noInterval)
    }
}
