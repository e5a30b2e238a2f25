import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// Every fit of `f02a_rma_fit` and the PET and PEESE regressions of `f02b_rma_post`.
struct ModelFitGoldenTests {
    static let fits = Reference.cases("f02a_rma_fit")
    static let regressions = Reference.cases("f02b_rma_post").filter { $0.function == "rma.uni" }
    static let searchedMethods: Set = ["REML", "ML", "PM", "PMM", "EB", "SJIT", "DLIT", "GENQM"]

    @Test("there are 726 fits and 48 regressions") func hasCases() {
        #expect(Self.fits.count == 726)
        #expect(Self.regressions.count == 48)
    }

    @Test("fits agree with metafor", arguments: fits)
    func agrees(_ golden: GoldenCase) throws { try Self.compare(golden) }

    @Test("regressions on the standard error or the variance agree with metafor", arguments: regressions)
    func regressionsAgree(_ golden: GoldenCase) throws { try Self.compare(golden) }

    /// The tolerance of τ² and that of what follows from it.
    static func tolerances(_ golden: GoldenCase) -> (tau2: Tolerance, other: Tolerance) {
        guard searchedMethods.contains(golden.arguments["method"].text ?? "") else {
            // Years near 1980 beside an intercept cost the reference up to 9 of its digits; ours are compared with
            // exact rational arithmetic in `IllConditionedTests`.
            let isIllConditioned = golden.arguments["mods"].text?.contains("year") == true
            let tolerance = isIllConditioned ? Tolerance(relative: 1e-8) : .closedForm
            return (tolerance, tolerance)
        }
        // At the boundary the reference stops within 1e-6 of zero.
        let boundary = (golden.expected["tau2"].number ?? 0) < 1e-6
        return boundary ? (Tolerance(relative: 1e-8, floor: 1e-6), .searched) : (.searched, .searched)
    }

    /// The fit; where the reference ran with its default control, at its own τ², which must be near ours and no better.
    static func fit(_ setting: GoldenModel, _ golden: GoldenCase) throws -> ModelFit {
        let fit = try setting.pooling.fit(setting.model)
        guard golden.id.hasSuffix("_defaultcontrol") else { return fit }
        let theirs = try #require(golden.expected["tau2"].number)
        var pooling = setting.pooling
        #expect(Tolerance(relative: 1e-3).accepts(fit.heterogeneity.tau2, theirs))
        pooling.heterogeneity = Replaced(tau2: theirs, base: try #require(setting.pooling.heterogeneity))
        let other = try pooling.fit(setting.model)
        func likelihood(_ fit: ModelFit) -> Double {
            let isML = fit.heterogeneity.estimator == "ML"
            return (isML ? fit.maximumLikelihood : fit.restrictedLikelihood)?.logLikelihood ?? .nan
        }
        if ["ML", "REML"].contains(golden.arguments["method"].text) {
            #expect(likelihood(fit) >= likelihood(other))
        } else {
            func miss(_ tau2: Double) throws -> Double {
                let solution = ModelSolution(setting.model, tau2: tau2, isRandom: true)
                return abs(try #require(solution.residualScale) - 1)
            }
            #expect(try miss(fit.heterogeneity.tau2) <= miss(theirs))
        }
        return other
    }

    static func compare(_ golden: GoldenCase) throws {
        let setting = try GoldenModel(golden)
        let fit = try fit(setting, golden)
        let check = GoldenCheck(golden: golden)
        let (tau2Tolerance, tolerance) = tolerances(golden)
        compareCoefficients(fit, golden, check, tolerance)
        let h = fit.heterogeneity
        let closedForm = tolerance.relative > 1e-10 ? tolerance : .closedForm
        check("tau2", h.tau2, tau2Tolerance)
        check("se.tau2", h.tau2StandardError, tolerance)
        check("I2", h.iSquared, tolerance)
        check("H2", h.hSquared, tolerance)
        check("R2", h.rSquared, tolerance)
        check("vt", h.typicalVariance, closedForm)
        check("QE", h.q, closedForm)
        check.pValues("QEp", [h.qPValue])
        check("k", Double(fit.studies), .closedForm)
        check("p", Double(fit.coefficients.count), .closedForm)
        compareLikelihood(fit, golden, check, tolerance)
        check("weights", fit.weights, tolerance)
        compareMatrices(setting, fit, golden, check, tolerance)
    }

    private static func compareCoefficients(
        _ fit: ModelFit, _ golden: GoldenCase, _ check: GoldenCheck, _ tolerance: Tolerance
    ) {
        check("beta", fit.coefficients.map(\.estimate), tolerance)
        check("se", fit.coefficients.map(\.standardError), tolerance)
        check("zval", fit.coefficients.map(\.statistic), tolerance)
        check("ci.lb", fit.coefficients.map(\.limits.lower), tolerance)
        check("ci.ub", fit.coefficients.map(\.limits.upper), tolerance)
        check.pValues("pval", fit.coefficients.map(\.pValue))
        check("ddf", fit.pooled.degreesOfFreedom, .closedForm)
        guard !golden.expected["QM"].isNull else { return }
        check("QM", fit.moderatorTest?.statistic, tolerance)
        let denominator = fit.moderatorTest?.denominatorDegreesOfFreedom
        check("QMdf", [fit.moderatorTest.map { Double($0.degreesOfFreedom) }, denominator], .closedForm)
        check.pValues("QMp", [fit.moderatorTest?.pValue])
    }

    private static func compareLikelihood(
        _ fit: ModelFit, _ golden: GoldenCase, _ check: GoldenCheck, _ tolerance: Tolerance
    ) {
        let pairs = [("ML", fit.maximumLikelihood), ("REML", fit.restrictedLikelihood)]
        for (name, statistics) in pairs {
            let expected = golden.expected["fit.stats"][name]
            let likelihood = Tolerance(relative: max(tolerance.relative, 1e-8), floor: 1e-8)
            check("\(name) ll", [statistics?.logLikelihood], expected["ll"], likelihood)
            check("\(name) dev", [statistics?.deviance], expected["dev"], likelihood)
            check("\(name) AIC", [statistics?.aic], expected["AIC"], likelihood)
            check("\(name) BIC", [statistics?.bic], expected["BIC"], likelihood)
            check("\(name) AICc", [statistics?.aicc], expected["AICc"], likelihood)
        }
    }

    private static func compareMatrices(
        _ setting: GoldenModel, _ fit: ModelFit, _ golden: GoldenCase, _ check: GoldenCheck, _ tolerance: Tolerance
    ) {
        let design = setting.model.design
        for (i, row) in golden.expected["X"].list.enumerated() {
            check("X", design.values.row(i).map { $0 }, row, .closedForm)
        }
        let solution = ModelSolution(setting.model, tau2: fit.heterogeneity.tau2, isRandom: true)
        let inference = setting.pooling.interval.inference(for: solution, level: fit.level)
        for (i, row) in golden.expected["vb"].list.enumerated() {
            check("vb", inference.covariance.row(i).map { $0 }, row, tolerance)
        }
        if setting.pooling.interval.code == "hartung-knapp" {
            check("s2w", solution.residualScale, tolerance)
        }
    }
}

/// An estimator with its τ² replaced by the reference's.
private struct Replaced: HeterogeneityEstimator {
    let tau2: Double
    let base: any HeterogeneityEstimator
    var code: String { base.code }
    var name: String { base.name }

    func estimate(_ model: LinearModel) -> HeterogeneityEstimate {
        HeterogeneityEstimate(tau2: tau2, standardError: base.standardError(of: tau2, in: model))
    }
}
