import Testing
import TrialStatistics
import TrialTestSupport

/// Egger's regression, rank correlation, PET and PEESE against metafor's.
struct RegressionTestGoldenTests {
    @Test("there are cases to check") func hasCases() {
        #expect(FollowUpGolden.cases("regtest").count == 90)
        #expect(FollowUpGolden.cases("ranktest").count == 24)
        #expect(FollowUpGolden.cases("rma.uni").count == 48)
    }

    @Test("regression tests agree with metafor", arguments: FollowUpGolden.cases("regtest"))
    func regression(_ golden: GoldenCase) throws {
        let predictor = try #require(EggerRegression.Predictor(rawValue: golden.arguments["predictor"].text ?? ""))
        let sizes = golden.input["ni"].isNull ? nil : FollowUpGolden.rows(golden, ["yi", "vi", "ni"]).map { $0[2] }
        let funnel = try Funnel(
            FollowUpGolden.model(golden),
            sizes: sizes?.map { Funnel.GroupSizes(treatment: $0 / 2, control: $0 / 2) })
        let test =
            golden.arguments["model"].text == "lm"
            ? EggerRegression(predictor) : EggerRegression(predictor, model: FollowUpGolden.choices(golden))
        let result = try test.evaluate(funnel)
        golden.expect("zval", result.statistic, .searched)
        golden.expect("pval", result.pValue, .searched)
        #expect(result.degreesOfFreedom == golden.expected["dfs"].number)
        golden.expect("fit_beta", result.coefficients.map(\.estimate), .searched)
        golden.expect("fit_se", result.coefficients.map(\.standardError), .searched)
        #expect((result.limitEffect == nil) == golden.expected["est"].isNull)
        golden.expect("est", result.limitEffect?.estimate, .searched)
        golden.expect("ci.lb", result.limitEffect?.limits.lower, .searched)
        golden.expect("ci.ub", result.limitEffect?.limits.upper, .searched)
    }

    @Test("rank correlations agree with metafor", arguments: FollowUpGolden.cases("ranktest"))
    func rank(_ golden: GoldenCase) throws {
        let test = RankCorrelation(exact: golden.arguments["exact"].flag ?? true)
        let result = try test.evaluate(Funnel(FollowUpGolden.model(golden)))
        golden.expect("tau", result.rankCorrelation, .closedForm)
        golden.expect("pval", result.pValue, .pValue)
    }

    @Test("PET and PEESE agree with metafor", arguments: FollowUpGolden.cases("rma.uni"))
    func petPeese(_ golden: GoldenCase) throws {
        let rows = FollowUpGolden.rows(golden, ["yi", "vi"])
        let result = try PetPeese(
            LinearModel(estimates: rows.map { $0[0] }, variances: rows.map { $0[1] }),
            by: FollowUpGolden.choices(golden))
        let fit = golden.arguments["mods"].text == "vi" ? result.peese : result.pet
        golden.expect("beta", fit.coefficients.map(\.estimate), .searched)
        golden.expect("se", fit.coefficients.map(\.standardError), .searched)
        golden.expect("zval", fit.coefficients.map(\.statistic), .searched)
        golden.expect("pval", fit.coefficients.map(\.pValue), .searched)
        golden.expect("ci.lb", fit.coefficients.map(\.limits.lower), .searched)
        golden.expect("ci.ub", fit.coefficients.map(\.limits.upper), .searched)
        golden.expect("tau2", fit.heterogeneity.tau2, .searched)
        golden.expect("I2", fit.heterogeneity.iSquared, .searched)
        golden.expect("R2", fit.heterogeneity.rSquared, .searched)
        golden.expect("QE", fit.heterogeneity.q, .searched)
        golden.expect("QM", fit.moderatorTest?.statistic, .searched)
        golden.expect("QMp", fit.moderatorTest?.pValue, .searched)
        #expect(result.adjusted == (result.pet.pooled.pValue < 0.1 ? result.peese : result.pet).pooled)
    }
}
