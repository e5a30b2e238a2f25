import Testing
import TrialAnalysis
import TrialJSON
import TrialTestSupport

/// Every fit of `f02a_rma_fit` through the batch program.
struct PoolGoldenTests {
    static let fits = BatchGolden.cases("f02a_rma_fit")
    static let searchedMethods: Set = ["REML", "ML", "PM", "PMM", "EB", "SJIT", "DLIT", "GENQM"]

    @Test("there are 726 fits") func hasCases() { #expect(Self.fits.count == 726) }

    @Test("fits agree with metafor", arguments: fits.filter { !$0.id.hasSuffix("_defaultcontrol") })
    func agrees(_ golden: GoldenCase) throws {
        FitComparison(golden).compare(try BatchGolden.result(PoolRequest(golden).fields))
    }

    /// The reference's default control stops where τ² moves by less than 1e-5; at its own τ² every number agrees.
    @Test(
        "fits with metafor's default control agree at its τ²",
        arguments: fits.filter { $0.id.hasSuffix("_defaultcontrol") })
    func agreesWhereTheReferenceStopped(_ golden: GoldenCase) throws {
        let theirs = try #require(golden.expected["tau2"].number)
        let ours = try BatchGolden.result(PoolRequest(golden).fields)["heterogeneity"]["tau2"].number
        #expect(Tolerance(relative: 1e-3).accepts(ours ?? .nan, theirs))
        var request = PoolRequest(golden)
        request.fields.append(("tau2", .number(theirs)))
        var comparison = FitComparison(golden)
        comparison.hasEstimatedTau2 = false
        comparison.compare(try BatchGolden.result(request.fields))
    }
}

/// A `result` of the task `pool` against the fields of a case of `rma`.
struct FitComparison {
    let golden: GoldenCase
    /// False where τ² was given, so that fewer parameters are counted.
    var hasEstimatedTau2 = true

    init(_ golden: GoldenCase) { self.golden = golden }

    private var isSearched: Bool {
        PoolGoldenTests.searchedMethods.contains(golden.arguments["method"].text ?? "REML")
    }

    /// Years near 1980 beside an intercept cost the reference up to nine digits.
    private var closedForm: Tolerance {
        golden.arguments["mods"].text?.contains("year") == true ? Tolerance(relative: 1e-8) : .closedForm
    }

    private var tolerance: Tolerance { isSearched ? .searched : closedForm }

    func compare(_ result: GoldenValue) {
        let check = AnswerCheck(golden: golden, standard: tolerance)
        let coefficients = result["coefficients"].list
        for (theirs, ours) in [
            ("beta", "estimate"), ("se", "standardError"), ("zval", "statistic"), ("ci.lb", "lower"),
            ("ci.ub", "upper"),
        ] { check(theirs, coefficients.map { $0[ours] }) }
        check.pValues("pval", coefficients.map { $0["pValue"] })
        check("ddf", coefficients[0]["degreesOfFreedom"])
        check("p", .number(Double(coefficients.count)))
        check("k", result["studies"])
        check("weights", result["weights"])
        compareHeterogeneity(result["heterogeneity"], check)
        if !golden.expected["QM"].isNull {
            let test = result["moderatorTest"]
            check("QM", test["statistic"])
            check("QMdf", [test["degreesOfFreedom"], test["denominatorDegreesOfFreedom"]])
            check.pValues("QMp", [test["pValue"]])
        }
        if hasEstimatedTau2 { compareLikelihood(result["fit"], check) }
    }

    private func compareHeterogeneity(_ h: GoldenValue, _ check: AnswerCheck) {
        // At the boundary the reference stops within 1e-6 of zero.
        let isBoundary = isSearched && (golden.expected["tau2"].number ?? 0) < 1e-6
        check("tau2", h["tau2"], nil, isBoundary ? Tolerance(relative: 1e-8, floor: 1e-6) : tolerance)
        check.fields(["se.tau2": "tau2StandardError", "I2": "I2", "H2": "H2"], of: h)
        if hasEstimatedTau2 { check("R2", h["R2"]) }
        check("vt", h["typicalVariance"], nil, closedForm)
        check("QE", h["Q"], nil, closedForm)
        check.pValues("QEp", [h["QPValue"]])
    }

    private func compareLikelihood(_ fit: GoldenValue, _ check: AnswerCheck) {
        let likelihood = Tolerance(relative: 1e-8, floor: 1e-8)
        let plain = ["ll": "logLikelihood", "dev": "deviance", "AIC": "AIC", "BIC": "BIC", "AICc": "AICc"]
        for (theirs, ours) in plain {
            check("ML \(theirs)", fit[ours], golden.expected["fit.stats"]["ML"][theirs], likelihood)
            let restricted =
                "restricted" + (ours.first?.isLowercase == true ? ours.prefix(1).uppercased() + ours.dropFirst() : ours)
            check("REML \(theirs)", fit[restricted], golden.expected["fit.stats"]["REML"][theirs], likelihood)
        }
    }
}
