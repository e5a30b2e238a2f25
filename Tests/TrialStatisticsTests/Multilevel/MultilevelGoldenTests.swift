import Glibc
import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// `rma.mv` of metafor and what is called on it.
struct MultilevelGoldenTests {
    static let fits = GoldenMultilevel.cases.filter { $0.id.hasPrefix("mv_konst") && !$0.id.contains("_CS_") }
    /// The reference's optimiser stops at about eight digits of the likelihood's arguments.
    static let estimate = Tolerance(relative: 1e-7, floor: 1e-9)
    static let error = Tolerance(relative: 1e-6)
    static let component = Tolerance(relative: 1e-5, floor: 1e-9)
    static let profile = Tolerance(relative: 1e-4)

    @Test("there are 19 fits") func hasCases() { #expect(Self.fits.count == 19) }

    @Test("fits agree with metafor", arguments: fits)
    func agrees(_ golden: GoldenCase) throws {
        let setting = try GoldenMultilevel(golden)
        let fit = try setting.fitter.fit(setting.model)
        #expect(fit.convergence.converged)
        let check = GoldenCheck(golden: golden)
        check("beta", fit.coefficients.map(\.estimate), Self.estimate)
        check("se", fit.coefficients.map(\.standardError), Self.error)
        check("zval", fit.coefficients.map(\.statistic), Self.error)
        check("pval", fit.coefficients.map(\.pValue), Self.component)
        check("ci.lb", fit.coefficients.map(\.limits.lower), Self.component)
        check("ci.ub", fit.coefficients.map(\.limits.upper), Self.component)
        check("ddf", fit.coefficients.map(\.degreesOfFreedom), .closedForm)
        check("sigma2", fit.components.map(\.value), Self.component)
        check("s.nlevels", fit.components.map { Double($0.levels) }, .closedForm)
        check("QE", fit.heterogeneity.q, .closedForm)
        check("QEdf", Double(fit.heterogeneity.qDegreesOfFreedom), .closedForm)
        check.pValues("QEp", [fit.heterogeneity.qPValue])
        let covariance = golden.expected["vb"].list.flatMap(\.numbers)
        check("vb", fit.covariance.elements, .list(covariance.map { $0.map { .number($0) } ?? .null }), Self.component)
        if let test = fit.moderatorTest {
            check("QM", test.statistic, Self.component)
            check(
                "QMdf", [Double(test.degreesOfFreedom), test.denominatorDegreesOfFreedom], .closedForm)
            check("QMp", test.pValue, Self.component)
        }
        fitStatistics(fit, golden)
    }

    private func fitStatistics(_ fit: MultilevelFit, _ golden: GoldenCase) {
        let check = GoldenCheck(golden: golden)
        for (code, statistics) in [("ML", fit.maximumLikelihood), ("REML", fit.restrictedLikelihood)] {
            guard let statistics else { continue }
            let expected = golden.expected["fit.stats"][code]
            // The other likelihood is not at its top, so it moves with the components.
            check("\(code) ll", [statistics.logLikelihood], expected["ll"], Self.component)
            check("\(code) dev", [statistics.deviance], expected["dev"], Self.component)
            check("\(code) AIC", [statistics.aic], expected["AIC"], Self.component)
            check("\(code) BIC", [statistics.bic], expected["BIC"], Self.component)
            check("\(code) AICc", [statistics.aicc], expected["AICc"], Self.component)
        }
    }

    @Test("no likelihood is below the reference's", arguments: fits)
    func climbsAsHigh(_ golden: GoldenCase) throws {
        let setting = try GoldenMultilevel(golden)
        let fit = try setting.fitter.fit(setting.model)
        let own = setting.fitter.isRestricted ? fit.restrictedLikelihood : fit.maximumLikelihood
        let code = setting.fitter.isRestricted ? "REML" : "ML"
        let theirs = try #require(golden.expected["fit.stats"][code]["ll"].number)
        // Fourteen digits are written down.
        #expect(try #require(own).logLikelihood >= theirs - 1e-11 * max(1, abs(theirs)))
    }

    @Test("profile-likelihood intervals agree with confint.rma.mv")
    func profiles() throws {
        let golden = try GoldenMultilevel.named("mvconfint_konst_3lvl")
        let setting = try GoldenMultilevel(golden)
        let fit = try setting.fitter.fitWithComponentLimits(setting.model)
        for (number, component) in fit.components.enumerated() {
            let expected = golden.expected["sigma2.\(number + 1)"]
            let limits = try #require(component.limits)
            #expect(Self.profile.accepts(component.value, expected["estimate"].number ?? .nan))
            #expect(Self.profile.accepts(limits.lower, expected["ci.lb"].number ?? .nan), "\(limits)")
            #expect(Self.profile.accepts(limits.upper, expected["ci.ub"].number ?? .nan), "\(limits)")
        }
    }

    @Test("prediction intervals agree with predict.rma.mv", arguments: ["z", "t"])
    func predictions(_ test: String) throws {
        let golden = try GoldenMultilevel.named("mvpredict_konst_3lvl_\(test)")
        let setting = try GoldenMultilevel(golden)
        let fit = try setting.fitter.fit(setting.model)
        let check = GoldenCheck(golden: golden)
        check("pred", fit.pooled.estimate, Self.estimate)
        check("pi.lb", fit.prediction?.lower, Self.error)
        check("pi.ub", fit.prediction?.upper, Self.error)
    }

    @Test("predicted deviations agree with ranef.rma.mv")
    func randomEffects() throws {
        let golden = try GoldenMultilevel.named("mvranef_konst_3lvl")
        let setting = try GoldenMultilevel(golden)
        let fit = try setting.fitter.fit(setting.model)
        let effects = try setting.fitter.randomEffects(setting.model, fit)
        #expect(effects.count == 2)
        for (number, term) in effects.enumerated() {
            let expected = golden.expected["level\(number + 1)"]
            let levels = Dictionary(uniqueKeysWithValues: term.levels.map { ($0.level, $0) })
            #expect(term.levels.count == expected["names"].list.count)
            for (position, name) in expected["names"].list.enumerated() {
                let level = try #require(levels[name.text ?? ""])
                func near(_ field: String, _ value: Double) {
                    #expect(
                        Self.component.accepts(value, expected[field].numbers[position] ?? .nan), "\(name) \(field)")
                }
                near("intrcpt", level.estimate)
                near("se", level.standardError)
                near("pi.lb", level.limits.lower)
                near("pi.ub", level.limits.upper)
            }
        }
    }

    @Test("weights are the sums of the rows of W, as weights.rma.mv gives them by rowsum")
    func weights() throws {
        let golden = try GoldenMultilevel.named("mvhat_konst_3lvl")
        let setting = try GoldenMultilevel(golden)
        let fit = try setting.fitter.fit(setting.model)
        GoldenCheck(golden: golden)("weights_rowsum", fit.weights, Self.error)
        #expect(abs(fit.weights.reduce(0, +) - 100) < 1e-10)
    }

    @Test("the likelihood-ratio test of a component agrees with anova.rma.mv")
    func likelihoodRatio() throws {
        let golden = try GoldenMultilevel.named("mvanova_konst_sigma1")
        let setting = try GoldenMultilevel(GoldenMultilevel.named("mv_konst_3lvl_REML_z"))
        var held = setting.fitter
        held.givenComponents = [0, nil]
        let full = try #require(try setting.fitter.fit(setting.model).restrictedLikelihood)
        let reduced = try #require(try held.fit(setting.model).restrictedLikelihood)
        let check = GoldenCheck(golden: golden)
        check("LRT", 2 * (full.logLikelihood - reduced.logLikelihood), Self.error)
        check("parms.f", Double(full.parameters), .closedForm)
        check("parms.r", Double(reduced.parameters), .closedForm)
    }
}
