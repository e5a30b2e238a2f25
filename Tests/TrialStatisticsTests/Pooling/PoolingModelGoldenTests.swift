import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// Fits of `f02a_rma_fit` without moderators or given weights by the methods of the first day.
struct PoolingModelGoldenTests {
    static let estimators: [String: any HeterogeneityEstimator] = [
        "DL": DerSimonianLaird(), "REML": RestrictedMaximumLikelihood(), "PM": PauleMandel(),
    ]
    static let methods = Set(estimators.keys).union(["EE", "FE"])
    static let intervals: [String: any IntervalMethod] = [
        "z": NormalInterval(), "t": TInterval(), "knha": HartungKnapp(), "adhoc": HartungKnapp.guarded,
    ]
    static let cases = Reference.cases("f02a_rma_fit").filter {
        methods.contains($0.arguments["method"].text ?? "") && $0.arguments["mods"].isNull
            && $0.arguments["weights"].isNull && $0.arguments["weighted"].isNull && $0.arguments["btt"].isNull
            && !$0.id.hasSuffix("_defaultcontrol")
    }

    @Test("there are cases to check") func hasCases() { #expect(Self.cases.count > 100) }

    @Test("pooled effect, heterogeneity and fit agree with metafor", arguments: cases)
    func agrees(_ golden: GoldenCase) throws {
        let method = try #require(golden.arguments["method"].text)
        var pooling = PoolingModel(
            heterogeneity: Self.estimators[method],
            interval: try #require(Self.intervals[golden.arguments["test"].text ?? "z"]))
        pooling.givenTau2 = golden.arguments["tau2"].number
        if let level = golden.arguments["level"].number { pooling.level = level > 1 ? level / 100 : level }
        let rows = zip(golden.column("yi"), golden.column("vi")).filter { $0.0 != nil && $0.1 != nil }
        let fit = try pooling.fit(LinearModel(estimates: rows.map { $0.0! }, variances: rows.map { $0.1! }))
        let expected = golden.expected
        let tolerance: Tolerance = ["REML", "PM"].contains(method) ? .searched : .closedForm
        func check(_ field: String, _ actual: Double?, _ reference: GoldenValue, _ standard: Tolerance) {
            guard let number = reference.number else { return }
            #expect(
                golden.tolerance(field, else: standard).accepts(actual ?? .nan, number),
                "\(field): \(actual ?? .nan), expected \(number)")
        }
        let pooled = fit.pooled
        check("beta", pooled.estimate, expected["beta"].list[0], tolerance)
        check("se", pooled.standardError, expected["se"].list[0], tolerance)
        check("zval", pooled.statistic, expected["zval"].list[0], tolerance)
        check("ci.lb", pooled.limits.lower, expected["ci.lb"].list[0], tolerance)
        check("ci.ub", pooled.limits.upper, expected["ci.ub"].list[0], tolerance)
        check("pval", pooled.pValue, expected["pval"].list[0], .pValue)
        check("tau2", fit.heterogeneity.tau2, expected["tau2"], tolerance)
        if pooling.givenTau2 == nil {
            check("se.tau2", fit.heterogeneity.tau2StandardError, expected["se.tau2"], tolerance)
        }
        check("I2", fit.heterogeneity.iSquared, expected["I2"], tolerance)
        check("H2", fit.heterogeneity.hSquared, expected["H2"], tolerance)
        check("QE", fit.heterogeneity.q, expected["QE"], .closedForm)
        check("QEp", fit.heterogeneity.qPValue, expected["QEp"], .pValue)
        let likelihood = expected["fit.stats"]["ML"]
        check("ll", fit.maximumLikelihood?.logLikelihood, likelihood["ll"], .searched)
        check("dev", fit.maximumLikelihood?.deviance, likelihood["dev"], .searched)
        check("AICc", fit.maximumLikelihood?.aicc, likelihood["AICc"], .searched)
        let restricted = expected["fit.stats"]["REML"]
        check("REML ll", fit.restrictedLikelihood?.logLikelihood, restricted["ll"], .searched)
        check("REML BIC", fit.restrictedLikelihood?.bic, restricted["BIC"], .searched)
        for (weight, reference) in zip(fit.weights, expected["weights"].list) {
            check("weights", weight, reference, tolerance)
        }
    }
}
