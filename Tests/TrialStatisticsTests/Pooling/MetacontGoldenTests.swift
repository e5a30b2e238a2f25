import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// `metacont` of R's package meta: from means and standard deviations to the pooled effect.
struct MetacontGoldenTests {
    static let cases = Reference.cases("f07_metagen").filter { $0.function == "metacont" }
    /// The reference's τ² is taken over where its search stopped short.
    static let tolerance = Tolerance(relative: 1e-8)

    @Test("there are 10 cases") func hasCases() { #expect(Self.cases.count == 10) }

    /// The options of our measure that stand for the reference's; nil where the reference has a variance of its own.
    static func options(_ golden: GoldenCase) -> (code: String, options: EffectOptions)? {
        switch golden.arguments["sm"].text {
        case "MD":
            let isPooled = golden.arguments["pooledvar"].flag == true
            return ("MD", EffectOptions(varianceType: isPooled ? .homoscedastic : .largeSample))
        case "ROM": return ("ROM", EffectOptions(varianceType: .largeSample, biasCorrection: false))
        default: return nil
        }
    }

    @Test("mean differences and ratios of means agree with meta", arguments: cases.filter { options($0) != nil })
    func effects(_ golden: GoldenCase) throws {
        let (code, options) = try #require(Self.options(golden))
        try Self.checkEffects(golden, code, options)
    }

    /// Holds estimates and standard errors of a measure to those of the reference.
    static func checkEffects(_ golden: GoldenCase, _ code: String, _ options: EffectOptions) throws {
        let names = [
            "mean1": "mean.e", "sd1": "sd.e", "total1": "n.e", "mean2": "mean.c", "sd2": "sd.c", "total2": "n.c",
        ]
        let effects = try EffectMeasures.standard.named(code).effects(
            columns: names.mapValues { golden.column($0) }, options: options)
        let check = GoldenCheck(golden: golden)
        check("TE", effects.map { try? $0.get().estimate }, .closedForm)
        check("seTE", effects.map { try? $0.get().variance.squareRoot() }, .closedForm)
    }

    @Test("the pooled effect, prediction and heterogeneity agree with meta", arguments: cases)
    func pooled(_ golden: GoldenCase) throws {
        let expected = golden.expected
        let model = try LinearModel(
            estimates: expected["TE"].numbers.compactMap { $0 },
            variances: expected["seTE"].numbers.compactMap { $0.map { $0 * $0 } })
        let pooling = PoolingModel(
            heterogeneity: StoppedShort([expected["tau2"].number]), interval: NormalInterval(),
            prediction: PredictionInterval(.tStudiesMinusOne, errorSource: .model))
        let fit = try pooling.fit(model)
        let common = try PoolingModel.commonEffect.fit(model)
        let check = GoldenCheck(golden: golden)
        check("TE.random", fit.pooled.estimate, Self.tolerance)
        check("seTE.random", fit.pooled.standardError, Self.tolerance)
        check("upper.random", fit.pooled.limits.upper, Self.tolerance)
        check("pval.random", fit.pooled.pValue, Self.tolerance)
        check("tau2", fit.heterogeneity.tau2, Self.tolerance)
        check("se.tau2", fit.heterogeneity.tau2StandardError, Self.tolerance)
        check("lower.predict", fit.prediction?.lower, Self.tolerance)
        check("upper.predict", fit.prediction?.upper, Self.tolerance)
        check("TE.common", common.pooled.estimate, .closedForm)
        check("seTE.common", common.pooled.standardError, .closedForm)
        check("Q", common.heterogeneity.q, .closedForm)
        // The reference's Q-profile root finder ran at its default of 1e-4.
        check("lower.tau2", fit.heterogeneity.tau2Limits?.lower, Tolerance(relative: 1e-4))
        check("upper.tau2", fit.heterogeneity.tau2Limits?.upper, Tolerance(relative: 1e-4))
        let byQ = fit.heterogeneity.fromQ()
        check("I2", byQ.iSquared / 100, .closedForm)
        check("lower.I2", byQ.iSquaredLimits.map { $0.lower / 100 }, .closedForm)
        check("H", byQ.hSquared.squareRoot(), .closedForm)
        check("w.random", fit.weights.map { $0 / 100 / (fit.pooled.modelVariance) }, Self.tolerance)
    }
}

extension Coefficient {
    /// The variance of a pooled effect by a normal interval, 1 / Σw.
    fileprivate var modelVariance: Double { standardError * standardError }
}
