import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// `anova`, `vif` and `hc` of metafor.
struct ModelComparisonGoldenTests {
    static let file = Reference.cases("f02b_rma_post")
    static let tests = file.filter { $0.function == "anova" }
    static let inflations = file.filter { $0.function == "vif" }
    static let henmiCopas = file.filter { $0.function == "hc" }

    @Test("there are 13 tests, 3 inflation factors and 12 Henmi–Copas intervals") func hasCases() {
        #expect(Self.tests.count == 13)
        #expect(Self.inflations.count == 3)
        #expect(Self.henmiCopas.count == 12)
    }

    @Test("Wald, linear-hypothesis and likelihood-ratio tests agree with metafor", arguments: tests)
    func testsAgree(_ golden: GoldenCase) throws {
        let setting = try GoldenModel(golden)
        let fit = try setting.pooling.fit(setting.model)
        let check = GoldenCheck(golden: golden)
        if !golden.expected["LRT"].isNull {
            let plain = try LinearModel(estimates: setting.model.estimates, variances: setting.model.variances)
            let reduced = try setting.pooling.fit(plain)
            let test = try LikelihoodRatioTest(full: fit, reduced: reduced)
            check("LRT", test.statistic, .searched)
            check.pValues("pval", [test.pValue])
            check("R2", test.rSquared, .searched)
            check("parms.f", fit.maximumLikelihood.map { Double($0.parameters) }, .closedForm)
            check("parms.r", reduced.maximumLikelihood.map { Double($0.parameters) }, .closedForm)
            check("fit.f", [fit.maximumLikelihood?.aicc], golden.expected["fit.f"]["AICc"], .searched)
            check("fit.r", [reduced.maximumLikelihood?.bic], golden.expected["fit.r"]["BIC"], .searched)
        } else if golden.arguments["btt"].isNull {
            let solution = ModelSolution(setting.model, tau2: fit.heterogeneity.tau2, isRandom: true)
            let inference = setting.pooling.interval.inference(for: solution, level: 0.95)
            let test = LinearHypothesis(Matrix([[1, 10, 1970], [0, 1, -1]]), solution, inference)
            check("Xb", test.rows.map(\.estimate), .searched)
            check("se", test.rows.map(\.standardError), .searched)
            check("zval", test.rows.map(\.statistic), .searched)
            check("pval", test.rows.map(\.pValue), .pValue)
            check("QM", test.joint?.statistic, .searched)
            check("QMp", test.joint?.pValue, .pValue)
        } else {
            check("QM", fit.moderatorTest?.statistic, .searched)
            check("QMp", fit.moderatorTest?.pValue, .pValue)
            let test = fit.moderatorTest
            check("QMdf", [test.map { Double($0.degreesOfFreedom) }, test?.denominatorDegreesOfFreedom], .closedForm)
        }
    }

    @Test("variance inflation factors agree with metafor", arguments: inflations)
    func inflationAgrees(_ golden: GoldenCase) throws {
        let setting = try GoldenModel(golden)
        let fit = try setting.pooling.fit(setting.model)
        let solution = ModelSolution(setting.model, tau2: fit.heterogeneity.tau2, isRandom: true)
        GoldenCheck(golden: golden)("vif", VarianceInflation.factors(solution), .searched)
    }

    @Test("a set of coefficients with all of them has the inflation factor 1")
    func wholeSet() {
        let covariance = Matrix([[2, 0.5, 0.1], [0.5, 3, 0.2], [0.1, 0.2, 1]])
        let factor = VarianceInflation.factors(covariance, among: [0, 1, 2], of: [[0, 1, 2]])[0]
        #expect(Tolerance.closedForm.accepts(factor, 1))
    }

    @Test("Henmi–Copas intervals agree with metafor", arguments: henmiCopas)
    func henmiCopasAgrees(_ golden: GoldenCase) throws {
        let setting = try GoldenModel(golden)
        let pooling = PoolingModel(heterogeneity: DerSimonianLaird(), interval: HenmiCopas())
        let fit = try pooling.fit(setting.model)
        let check = GoldenCheck(golden: golden)
        check("beta", fit.pooled.estimate, Tolerance(relative: 1e-9))
        check("se", fit.pooled.standardError, Tolerance(relative: 1e-9))
        check("tau2", fit.heterogeneity.tau2, .closedForm)
        // The reference's root finder ran at its default of 1e-4, which is relative to the width of the interval.
        let width = fit.pooled.limits.upper - fit.pooled.limits.lower
        let limits = Tolerance(relative: 0, floor: 1e-4 * width)
        #expect(limits.accepts(fit.pooled.limits.lower, try #require(golden.expected["ci.lb"].number)))
        #expect(limits.accepts(fit.pooled.limits.upper, try #require(golden.expected["ci.ub"].number)))
    }
}
