import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// `metagen` of R's package meta without subgroups: intervals, ad hoc rules, prediction methods, limits of τ² and I².
struct MetagenGoldenTests {
    static let cases = Reference.cases("f07_metagen").filter {
        $0.function == "metagen" && $0.arguments["tau.common"].isNull
    }
    /// The reference's τ² is taken over where its search stopped short, so that only rounding is left of REML and PM.
    static let tolerance = Tolerance(relative: 1e-8, floor: 1e-10)

    @Test("there are 163 cases") func hasCases() { #expect(Self.cases.count == 163) }

    static func estimator(_ golden: GoldenCase) -> any HeterogeneityEstimator {
        switch golden.arguments["method.tau"].text ?? "REML" {
        case "DL": DerSimonianLaird()
        case "PM": StoppedShort([golden.expected["tau2"].number], base: PauleMandel())
        default: StoppedShort([golden.expected["tau2"].number])
        }
    }

    static func interval(_ golden: GoldenCase) -> any IntervalMethod {
        switch (golden.arguments["method.random.ci"].text, golden.arguments["adhoc.hakn.ci"].text) {
        case ("KR", _): KenwardRoger.adjusted
        case ("HK", "se"): HartungKnapp.guarded
        case ("HK", "ci"): WiderOfTwo()
        case ("HK", "IQWiG6"): IQWiG6()
        case ("HK", _): HartungKnapp()
        default: NormalInterval()
        }
    }

    static func prediction(_ golden: GoldenCase) -> any PredictionMethod {
        switch golden.arguments["method.predict"].text {
        case "HTS": PredictionInterval(.tStudiesMinusTwo, errorSource: .model)
        case "HK": AdjustedPrediction(.hartungKnapp)
        case "HK-PR": AdjustedPrediction(.hartungKnapp, isPartlettRiley: true)
        case "KR": AdjustedPrediction(.kenwardRogerAdjusted)
        case "KR-PR": AdjustedPrediction(.kenwardRogerAdjusted, isPartlettRiley: true)
        case "S": PredictionInterval(.normal, errorSource: .model)
        default: PredictionInterval(.tStudiesMinusOne, errorSource: .model)
        }
    }

    static func tau2Interval(_ golden: GoldenCase) -> any HeterogeneityInterval {
        switch golden.arguments["method.tau.ci"].text {
        case nil where golden.arguments["method.tau"].text == "DL": GeneralisedQInterval(.inverseStandardError)
        case "J": GeneralisedQInterval(.inverseStandardError)
        case "BJ": GeneralisedQInterval(.inverseVariance)
        default: QProfileInterval()
        }
    }

    @Test("random and common effects agree with meta", arguments: cases)
    func agrees(_ golden: GoldenCase) throws {
        let model = try LinearModel(
            estimates: golden.column("TE").compactMap { $0 },
            variances: golden.column("seTE").compactMap { $0.map { $0 * $0 } })
        var pooling = PoolingModel(
            heterogeneity: Self.estimator(golden), interval: Self.interval(golden),
            prediction: Self.prediction(golden))
        pooling.heterogeneityInterval = Self.tau2Interval(golden)
        let fit = try pooling.fit(model)
        let check = GoldenCheck(golden: golden)
        let pooled = fit.pooled
        check("TE.random", pooled.estimate, Self.tolerance)
        check("seTE.random", pooled.standardError, Self.tolerance)
        check("lower.random", pooled.limits.lower, Self.tolerance)
        check("upper.random", pooled.limits.upper, Self.tolerance)
        check("statistic.random", pooled.statistic, Self.tolerance)
        check("pval.random", pooled.pValue, Self.tolerance)
        check("df.random", pooled.degreesOfFreedom ?? .infinity, Self.tolerance)
        check("tau2", fit.heterogeneity.tau2, Self.tolerance)
        check("se.tau2", fit.heterogeneity.tau2StandardError, Self.tolerance)
        check("lower.predict", fit.prediction?.lower, Self.tolerance)
        check("upper.predict", fit.prediction?.upper, Self.tolerance)
        let solution = ModelSolution(model, tau2: fit.heterogeneity.tau2, isRandom: true)
        check("Rb", solution.betweenStudyShare, Self.tolerance)
        try compareCommon(model, check)
        compareLimits(fit, golden, check)
        compareISquared(fit, check)
    }

    private func compareCommon(_ model: LinearModel, _ check: GoldenCheck) throws {
        let common = try PoolingModel.commonEffect.fit(model)
        check("TE.common", common.pooled.estimate, .closedForm)
        check("seTE.common", common.pooled.standardError, .closedForm)
        check("lower.common", common.pooled.limits.lower, .closedForm)
        check("upper.common", common.pooled.limits.upper, .closedForm)
        check.pValues("pval.common", [common.pooled.pValue])
        check("Q", common.heterogeneity.q, .closedForm)
        check.pValues("pval.Q", [common.heterogeneity.qPValue])
    }

    private func compareLimits(_ fit: ModelFit, _ golden: GoldenCase, _ check: GoldenCheck) {
        let limits = fit.heterogeneity.tau2Limits
        // The reference finds Q-profile limits to about 1e-4; its distribution function behind J and BJ is off by up to
        // 3e-4 in probability, see `HeterogeneityIntervalGoldenTests.generalisedQIsExact`.
        let usesDistribution = fit.heterogeneity.estimator == "DL"
        let tolerance = Tolerance(relative: usesDistribution ? 3e-3 : 1e-4, floor: usesDistribution ? 1e-8 : 1e-4)
        check("lower.tau2", limits?.lower, tolerance)
        guard let upper = golden.expected["upper.tau2"].number else { return }
        // The reference searches up to τ² = 100 only.
        if upper == 100 {
            #expect((limits?.upper ?? 0) > 100)
        } else {
            check("upper.tau2", limits?.upper, tolerance)
        }
    }

    private func compareISquared(_ fit: ModelFit, _ check: GoldenCheck) {
        let h = fit.heterogeneity
        let isFromTau2 = check.golden.arguments["method.I2"].text == "tau2"
        let byQ = h.fromQ(level: 0.95)
        check("I2", (isFromTau2 ? h.iSquared : byQ.iSquared) / 100, Self.tolerance)
        check("H", (isFromTau2 ? h.hSquared : byQ.hSquared).squareRoot(), Self.tolerance)
        if !isFromTau2 {
            check("lower.I2", (byQ.iSquaredLimits?.lower ?? .nan) / 100, .closedForm)
            check("upper.I2", (byQ.iSquaredLimits?.upper ?? .nan) / 100, .closedForm)
        }
    }
}
