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
        golden.expect("vi.filled", result.filled.map(\.variance), .closedForm)
        #expect(Double(result.fit.studies) == golden.expected["k"].number)
        let tau2 = try #require(golden.expected["tau2"].number)
        if golden.arguments["method"].text == "REML", abs(result.fit.heterogeneity.tau2 - tau2) > 1e-10 * tau2 {
            try checkWhereReferenceStopped(golden, result, tau2: tau2)
        } else {
            golden.expect("yi.filled", result.filled.map(\.estimate), .searched)
            check(golden, result.fit)
        }
    }

    private func check(_ golden: GoldenCase, _ fit: ModelFit) {
        golden.expect("beta", fit.pooled.estimate, .searched)
        golden.expect("se", fit.pooled.standardError, .searched)
        golden.expect("zval", fit.pooled.statistic, .searched)
        golden.expect("pval", fit.pooled.pValue, .searched)
        golden.expect("ci.lb", fit.pooled.limits.lower, .searched)
        golden.expect("ci.ub", fit.pooled.limits.upper, .searched)
        golden.expect("tau2", fit.heterogeneity.tau2, .searched)
        golden.expect("I2", fit.heterogeneity.iSquared, .searched)
        golden.expect("QE", fit.heterogeneity.q, .searched)
        golden.expect("QEp", fit.heterogeneity.qPValue, .searched)
    }

    /// The reference refits with its ordinary accuracy. At the τ² where it stopped every number agrees, and ours is at
    /// least as likely, for the trimmed as for the filled studies.
    private func checkWhereReferenceStopped(_ golden: GoldenCase, _ result: TrimAndFill, tau2: Double) throws {
        let model = try FollowUpGolden.model(golden)
        let choices = FollowUpGolden.choices(golden)
        let theirs = golden.expected["yi.filled"].list.compactMap(\.number)
        if let first = result.filled.first, let estimate = theirs.first {
            let trimmed = Set(result.filled.map { $0.mirrored - 1 })
            let kept = (0..<model.studies).filter { !trimmed.contains($0) }
            let rest = try LinearModel(
                estimates: kept.map { model.estimates[$0] }, variances: kept.map { model.variances[$0] })
            let centre = (estimate + model.estimates[first.mirrored - 1]) / 2
            if !Tolerance(relative: 1e-10).accepts(try choices.fit(rest).pooled.estimate, centre) {
                _ = try FollowUpGolden.whereReferenceStopped(rest, choices, reference: centre) {
                    try $0.fit(rest).pooled.estimate
                }
            }
            golden.expect(
                "yi.filled", result.filled.map { 2 * centre - model.estimates[$0.mirrored - 1] }, .searched)
        }
        let filled = try LinearModel(
            estimates: model.estimates + theirs, variances: model.variances + result.filled.map(\.variance))
        var given = choices
        given.givenTau2 = tau2
        let atTheirs = try given.fit(filled)
        check(golden, atTheirs)
        let best = try choices.fit(filled)
        let likelihood = try #require(atTheirs.restrictedLikelihood?.logLikelihood)
        #expect(
            try #require(best.restrictedLikelihood?.logLikelihood) >= likelihood - FollowUpGolden.likelihoodRounding)
        #expect(Tolerance(relative: 1e-3).accepts(result.fit.pooled.estimate, atTheirs.pooled.estimate))
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
