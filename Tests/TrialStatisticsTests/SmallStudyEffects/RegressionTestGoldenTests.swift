import Testing
import TrialNumerics
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
            sizes: sizes?.map { Funnel.GroupSizes(total: $0) })
        if golden.arguments["model"].text == "lm" {
            check(golden, try EggerRegression(predictor).evaluate(funnel), .searched)
            return
        }
        let choices = FollowUpGolden.choices(golden)
        let result = try EggerRegression(predictor, model: choices).evaluate(funnel)
        let error = try #require(golden.expected["fit_se"].list[1].number)
        if Tolerance(relative: 1e-9, floor: 0).accepts(result.biasStandardError, error) {
            check(golden, result, .searched)
            return
        }
        // The reference disregards its own request for accuracy here, as its warning says.
        #expect(golden.value["warnings"].list.first?.text == "Extra argument ('control') disregarded.")
        let stopped = try FollowUpGolden.whereReferenceStopped(
            Self.model(funnel, predictor), choices, reference: error
        ) { try EggerRegression(predictor, model: $0).evaluate(funnel).biasStandardError }
        check(golden, try EggerRegression(predictor, model: stopped).evaluate(funnel), .matched)
    }

    private func check(_ golden: GoldenCase, _ result: FunnelAsymmetry, _ tolerance: Tolerance) {
        golden.expect("zval", result.statistic, tolerance)
        golden.expect("pval", result.pValue, tolerance)
        #expect(result.degreesOfFreedom == golden.expected["dfs"].number)
        golden.expect("fit_beta", result.coefficients.map(\.estimate), tolerance)
        golden.expect("fit_se", result.coefficients.map(\.standardError), tolerance)
        #expect((result.limitEffect == nil) == golden.expected["est"].isNull)
        golden.expect("est", result.limitEffect?.estimate, tolerance)
        golden.expect("ci.lb", result.limitEffect?.limits.lower, tolerance)
        golden.expect("ci.ub", result.limitEffect?.limits.upper, tolerance)
    }

    /// The regression as an ordinary model, for its likelihood.
    private static func model(_ funnel: Funnel, _ predictor: EggerRegression.Predictor) throws -> LinearModel {
        let sizes = funnel.sizes?.map(\.total) ?? []
        let values: [Double] =
            switch predictor {
            case .standardError: funnel.model.variances.map { $0.squareRoot() }
            case .variance: funnel.model.variances
            case .size: sizes
            case .inverseSize: sizes.map { 1 / $0 }
            case .rootSize: sizes.map { $0.squareRoot() }
            case .inverseRootSize: sizes.map { 1 / $0.squareRoot() }
            }
        return try LinearModel(
            estimates: funnel.model.estimates, variances: funnel.model.variances,
            design: DesignMatrix(values: Matrix(values.map { [1, $0] }), names: ["intercept", "asymmetry"]))
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
        golden.expect("H2", fit.heterogeneity.hSquared, .searched)
        golden.expect("QE", fit.heterogeneity.q, .searched)
        golden.expect("QM", fit.moderatorTest?.statistic, .searched)
        golden.expect("QMp", fit.moderatorTest?.pValue, .searched)
        #expect(result.adjusted == (result.pet.pooled.pValue < 0.1 ? result.peese : result.pet).pooled)
    }
}
