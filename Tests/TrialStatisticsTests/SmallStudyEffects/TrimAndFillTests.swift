import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

struct TrimAndFillTests {
    static let cases = FollowUpGolden.cases("trimfill")

    @Test("there are cases to check") func hasCases() { #expect(Self.cases.count == 118) }

    @Test("number, estimates and filled studies agree with metafor", arguments: cases)
    func agrees(_ golden: GoldenCase) throws {
        let result = try TrimAndFill(
            FollowUpGolden.model(golden), by: FollowUpGolden.choices(golden),
            estimator: try #require(TrimAndFill.Estimator(rawValue: golden.arguments["estimator"].text ?? "")),
            side: golden.arguments["side"].text.flatMap(TrimAndFill.Side.init))
        #expect(Double(result.missing) == golden.expected["k0"].number)
        #expect(result.side.rawValue == golden.expected["side"].text)
        golden.expect("se.k0", result.missingStandardError, .searched)
        golden.expect("p.k0", result.missingPValue, .closedForm)
        golden.expect("yi.filled", result.filled.map(\.estimate), .searched)
        golden.expect("vi.filled", result.filled.map(\.variance), .closedForm)
        let pooled = result.fit.pooled
        golden.expect("beta", pooled.estimate, .searched)
        golden.expect("se", pooled.standardError, .searched)
        golden.expect("zval", pooled.statistic, .searched)
        golden.expect("pval", pooled.pValue, .searched)
        golden.expect("ci.lb", pooled.limits.lower, .searched)
        golden.expect("ci.ub", pooled.limits.upper, .searched)
        golden.expect("tau2", result.fit.heterogeneity.tau2, .searched)
        golden.expect("I2", result.fit.heterogeneity.iSquared, .searched)
        golden.expect("QE", result.fit.heterogeneity.q, .searched)
        golden.expect("QEp", result.fit.heterogeneity.qPValue, .searched)
        #expect(Double(result.fit.studies) == golden.expected["k"].number)
    }

    @Test("a symmetric funnel is left as it is", arguments: TrimAndFill.Estimator.allCases)
    func symmetric(_ estimator: TrimAndFill.Estimator) throws {
        let model = try LinearModel(
            estimates: [-1.1, 1.1, -0.7, 0.7, -0.32, 0.32, 0], variances: [1, 1, 0.5, 0.5, 0.1, 0.1, 0.01])
        for side in TrimAndFill.Side.allCases {
            let result = try TrimAndFill(model, by: .commonEffect, estimator: estimator, side: side)
            #expect(result.missing == 0)
            #expect(result.filled.isEmpty)
            #expect(abs(result.fit.pooled.estimate) < 1e-15)
        }
    }

    @Test("a mirrored funnel is filled on the other side with the mirror images")
    func mirrored() throws {
        let estimates = [1.9, 1.4, 1.3, 0.9, 0.8, 0.45, 0.4, 0.3]
        let variances = [1, 0.6, 0.5, 0.3, 0.2, 0.05, 0.03, 0.01]
        let left = try TrimAndFill(
            LinearModel(estimates: estimates, variances: variances), by: .commonEffect, estimator: .linear)
        let right = try TrimAndFill(
            LinearModel(estimates: estimates.map { -$0 }, variances: variances), by: .commonEffect, estimator: .linear)
        #expect(left.side == .left)
        #expect(right.side == .right)
        #expect(left.missing > 0)
        #expect(left.missing == right.missing)
        #expect(left.filled.map(\.mirrored) == right.filled.map(\.mirrored))
        for (a, b) in zip(left.filled, right.filled) { #expect(abs(a.estimate + b.estimate) < 1e-12) }
        #expect(abs(left.fit.pooled.estimate + right.fit.pooled.estimate) < 1e-12)
    }

    @Test("moderators and a single study are refused")
    func refused() throws {
        #expect(throws: StatisticsError.self) {
            try TrimAndFill(LinearModel(estimates: [1], variances: [1]), by: .commonEffect)
        }
        let design = DesignMatrix(values: Matrix([[1, 0], [1, 1], [1, 3]]), names: ["intercept", "dose"])
        let model = try LinearModel(estimates: [1, 2, 3], variances: [1, 1, 1], design: design)
        #expect(throws: StatisticsError.self) { try TrimAndFill(model, by: .commonEffect) }
    }
}
