import Glibc
import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// `rma.mv` of metafor and what is called on it.
struct MultilevelGoldenTests {
    static let fits = GoldenMultilevel.cases.filter { $0.id.hasPrefix("mv_") }
    /// The reference's optimiser stops at about eight digits of the likelihood's arguments.
    static let estimate = Tolerance(relative: 1e-7, floor: 1e-9)
    static let error = Tolerance(relative: 1e-6)
    static let component = Tolerance(relative: 1e-5, floor: 1e-9)
    static let correlation = Tolerance(relative: 1e-4)
    static let profile = Tolerance(relative: 1e-4)

    @Test("there are 61 fits") func hasCases() { #expect(Self.fits.count == 61) }

    @Test("fits agree with metafor", arguments: fits)
    func agrees(_ golden: GoldenCase) throws {
        let setting = try GoldenMultilevel(golden)
        let fit = try setting.fitter.fit(setting.model)
        #expect(fit.convergence.converged)
        let check = GoldenCheck(golden: golden)
        check("beta", fit.coefficients.map(\.estimate), reach(golden, "beta", Self.estimate))
        check("se", fit.coefficients.map(\.standardError), reach(golden, "se", Self.error))
        check("zval", fit.coefficients.map(\.statistic), reach(golden, "zval", Self.error))
        check("pval", fit.coefficients.map(\.pValue), reach(golden, "pval", Self.component))
        check("ci.lb", fit.coefficients.map(\.limits.lower), reach(golden, "ci.lb", Self.component))
        check("ci.ub", fit.coefficients.map(\.limits.upper), reach(golden, "ci.ub", Self.component))
        check("ddf", fit.coefficients.map(\.degreesOfFreedom), .closedForm)
        components(fit, setting.model, golden)
        check("QE", fit.heterogeneity.q, .closedForm)
        check("QEdf", Double(fit.heterogeneity.qDegreesOfFreedom), .closedForm)
        check.pValues("QEp", [fit.heterogeneity.qPValue])
        let covariance = golden.expected["vb"].list.flatMap(\.numbers)
        check(
            "vb", fit.covariance.elements, .list(covariance.map { $0.map { .number($0) } ?? .null }),
            reach(golden, "vb", Self.component))
        if let test = fit.moderatorTest {
            check("QM", test.statistic, reach(golden, "QM", Self.component))
            check(
                "QMdf", [Double(test.degreesOfFreedom), test.denominatorDegreesOfFreedom], .closedForm)
            // The tail amplifies what the statistic may differ by.
            let scale = max(1, test.statistic / 2)
            check(
                "QMp", test.pValue,
                Tolerance(relative: reach(golden, "QM", Self.component).relative * scale, floor: 1e-15))
        }
        fitStatistics(fit, golden)
    }

    /// The components under the names that metafor gives them.
    private func components(_ fit: MultilevelFit, _ model: MultilevelModel, _ golden: GoldenCase) {
        let check = GoldenCheck(golden: golden)
        let plain = Set(model.terms.filter { $0.structure is RandomIntercept }.map(\.name))
        func values(_ kind: StructureParameter.Kind, _ isPlain: Bool) -> [VarianceComponent] {
            fit.components.filter { $0.kind == kind && plain.contains($0.term) == isPlain }
        }
        let (sigma2, tau2) = (values(.variance, true), values(.variance, false))
        let rho = values(.correlation, false)
        check("sigma2", sigma2.map(\.value), reach(golden, "sigma2", Self.component))
        check("s.nlevels", sigma2.map { Double($0.levels) }, .closedForm)
        check("tau2", tau2.map(\.value), reach(golden, "tau2", Self.component))
        // Without a correlation in the structure metafor writes 0.
        if !rho.isEmpty { check("rho", rho.map(\.value), reach(golden, "rho", Self.correlation)) }
        // The unstructured matrix over four times is singular: no standard errors, and a word of it.
        let isSingular = golden.id == "mv_tspub_UN_REML"
        #expect(fit.warnings.map(\.code) == (isSingular ? ["component-on-bound"] : []))
        for component in fit.components where !component.isGiven {
            #expect(isSingular ? component.standardError == nil : (component.standardError ?? 0) > 0)
        }
    }

    /// Where the reference fitted again differs from itself, no more than twice that is asked for.
    private func reach(_ golden: GoldenCase, _ field: String, _ standard: Tolerance) -> Tolerance {
        let own = golden.value["xcheck_reldiff"][field].number ?? 0
        return Tolerance(relative: max(standard.relative, 2 * own), floor: standard.floor)
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

    @Test("profile-likelihood intervals of a structured term agree with confint.rma.mv")
    func structuredProfiles() throws {
        let golden = try GoldenMultilevel.named("mvconfint_berkey_UN")
        let setting = try GoldenMultilevel(GoldenMultilevel.named("mv_berkey_UN_REML_z"))
        let fit = try setting.fitter.fitWithComponentLimits(setting.model)
        for (component, field) in zip(fit.components, ["tau2.1", "tau2.2", "rho"]) {
            let limits = try #require(component.limits)
            for (actual, side) in [(component.value, "estimate"), (limits.lower, "ci.lb"), (limits.upper, "ci.ub")] {
                let expected = golden.expected[field][side].number ?? .nan
                #expect(Self.profile.accepts(actual, expected), "\(field) \(side) \(actual), \(expected)")
            }
        }
    }

    @Test("a contrast of coefficients agrees with anova.rma.mv")
    func contrast() throws {
        let golden = try GoldenMultilevel.named("mvanova_berkey_X")
        let setting = try GoldenMultilevel(golden)
        let fit = try setting.fitter.fit(setting.model)
        let row = LinearHypothesis(
            Matrix([[1, -1]]), coefficients: fit.coefficients.map(\.estimate), covariance: fit.covariance,
            degreesOfFreedom: .infinity
        ).rows[0]
        let check = GoldenCheck(golden: golden)
        check("Xb", row.estimate, Self.error)
        check("se", row.standardError, Self.error)
        check("zval", row.statistic, Self.error)
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

    @Test("residuals and hat values agree with rstandard and hatvalues of rma.mv")
    func residuals() throws {
        let golden = try GoldenMultilevel.named("mvresid_konst_3lvl")
        let setting = try GoldenMultilevel(golden)
        let fit = try setting.fitter.fit(setting.model)
        let residuals = try setting.fitter.residuals(setting.model, fit)
        let check = GoldenCheck(golden: golden)
        check("resid", residuals.map(\.residual), Self.error)
        check("se", residuals.map(\.standardError), Self.error)
        check("z", residuals.map(\.standardized), Self.error)
        try GoldenCheck(golden: GoldenMultilevel.named("mvhat_konst_3lvl"))("hat", residuals.map(\.hat), Self.error)
        #expect(abs(residuals.reduce(0) { $0 + $1.hat } - 1) < 1e-12)
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
