import Testing
import TrialStatistics
import TrialTestSupport

/// Leave-one-out and cumulative tables against metafor's.
struct RefitGoldenTests {
    @Test("there are cases to check") func hasCases() {
        #expect(FollowUpGolden.cases("leave1out").count == 32)
        #expect(FollowUpGolden.cases("cumul").count == 35)
    }

    @Test("leave-one-out agrees with metafor", arguments: FollowUpGolden.cases("leave1out"))
    func leaveOneOut(_ golden: GoldenCase) throws {
        let table = try LeaveOneOut(FollowUpGolden.model(golden), by: FollowUpGolden.choices(golden))
        try check(golden, table.rows.map { try #require($0.refit) })
    }

    @Test("cumulative fits agree with metafor", arguments: FollowUpGolden.cases("cumul"))
    func cumulative(_ golden: GoldenCase) throws {
        var order: [Int]?
        if let key = golden.arguments["order"].text {
            order = Cumulative.order(by: FollowUpGolden.rows(golden, ["yi", "vi", key]).map { $0[2] })
        }
        let table = try Cumulative(FollowUpGolden.model(golden), by: FollowUpGolden.choices(golden), order: order)
        if order != nil { golden.expect("order_of_rows", table.rows.map { Double($0.added) }, .closedForm) }
        try check(golden, table.rows.map { try #require($0.refit) })
    }

    private func check(_ golden: GoldenCase, _ refits: [Refit]) throws {
        let pooled = refits.map(\.pooled)
        golden.expect("estimate", pooled.map(\.estimate), .followUp)
        golden.expect("se", pooled.map(\.standardError), .followUp)
        golden.expect("pval", pooled.map(\.pValue), .followUp)
        golden.expect("ci.lb", pooled.map(\.limits.lower), .followUp)
        golden.expect("ci.ub", pooled.map(\.limits.upper), .followUp)
        golden.expect("Q", refits.map(\.q), .followUp)
        golden.expect("Qp", refits.map(\.qPValue), .followUp)
        golden.expect("I2", refits.map(\.iSquared), .followUp)
        if !golden.expected["tau2"].isNull { golden.expect("tau2", refits.map(\.tau2), .refittedTau2) }
    }
}
