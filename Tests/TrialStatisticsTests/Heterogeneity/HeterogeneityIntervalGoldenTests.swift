import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// `confint` of metafor: limits of τ², τ, I² and H² by six methods.
struct HeterogeneityIntervalGoldenTests {
    static let cases = Reference.cases("f02b_rma_post").filter {
        ["confint", "confint.rma.uni"].contains($0.function)
    }

    @Test("there are 183 cases") func hasCases() { #expect(Self.cases.count == 183) }

    static func method(_ golden: GoldenCase, _ pooling: PoolingModel) throws -> any HeterogeneityInterval {
        let estimator = try #require(pooling.heterogeneity)
        switch try #require(golden.arguments["type"].text) {
        case "GENQ": return GeneralisedQInterval()
        case "PL": return ProfileLikelihoodTau2Interval(isRestricted: estimator.code == "REML")
        case "HT": return HigginsThompsonInterval()
        case "wald": return WaldTau2Interval(estimator)
        case "wald.log": return WaldTau2Interval(estimator, scale: .logarithm)
        case "wald.sqrt": return WaldTau2Interval(estimator, scale: .squareRoot)
        default: return QProfileInterval()
        }
    }

    static func tolerance(_ golden: GoldenCase) -> Tolerance {
        switch golden.arguments["type"].text {
        case "PL": Tolerance(relative: 1e-5)
        case "QP": Tolerance(relative: 1e-7, floor: 1e-9)
        // The reference's distribution function is off by up to 3e-4 in probability there, see `generalisedQIsExact`.
        case "GENQ": Tolerance(relative: 3e-2, floor: 1e-9)
        default: Tolerance(relative: 1e-8)
        }
    }

    static func isEmptyProfile(_ golden: GoldenCase) -> Bool {
        golden.expected["ci.null"].flag == true
    }

    @Test("two sets are empty for the reference too") func hasEmptyProfile() {
        #expect(
            Set(Self.cases.filter(Self.isEmptyProfile).map(\.id)) == [
                "confint_yusuf6_GENQ", "confint_yusuf6_REML_knha_level90",
            ])
    }

    @Test("fourteen studies that differ less than chance: no limits of τ², and why")
    func emptyProfile() throws {
        // Alternating by ±√(Q / k) standard errors: Q = 4.51 on 13 degrees of freedom, below the quantile 5.009.
        let step = 0.1 * (4.51 / 14).squareRoot()
        let model = try LinearModel(
            estimates: (0..<14).map { $0.isMultiple(of: 2) ? step : -step },
            variances: Array(repeating: 0.01, count: 14))
        var pooling = PoolingModel(heterogeneity: RestrictedMaximumLikelihood(), interval: NormalInterval())
        let fit = try pooling.fit(model)
        #expect(abs(fit.heterogeneity.q - 4.51) < 1e-12)
        #expect(fit.heterogeneity.tau2 == 0 && fit.heterogeneity.tau2Limits == nil)
        #expect(fit.heterogeneity.iSquaredLimits == nil && fit.heterogeneity.hSquaredLimits == nil)
        let warning = try #require(fit.warnings.first { $0.code == "empty-interval" })
        #expect(warning.message.contains("Q = 4.51 on 13 degrees of freedom"))
        // At a higher level the lower quantile is below Q: limits from 0, and nothing to say.
        pooling.level = 0.99
        let wider = try pooling.fit(model)
        let limits = try #require(wider.heterogeneity.tau2Limits)
        #expect(limits.lower == 0 && limits.upper > 0)
        #expect(!wider.warnings.contains { $0.code == "empty-interval" })
    }

    @Test("the other intervals of a Q are as empty, and say why", arguments: GeneralisedQInterval.Weights.allCases)
    func emptyGeneralisedQ(weights: GeneralisedQInterval.Weights) throws {
        let step = 0.1 * (4.51 / 14).squareRoot()
        let model = try LinearModel(
            estimates: (0..<14).map { $0.isMultiple(of: 2) ? step : -step },
            variances: Array(repeating: 0.01, count: 14))
        var pooling = PoolingModel(heterogeneity: RestrictedMaximumLikelihood(), interval: NormalInterval())
        pooling.heterogeneityInterval = GeneralisedQInterval(weights)
        let fit = try pooling.fit(model)
        // Equal weights: the same Q and the same χ² as in the Q-profile.
        #expect(fit.heterogeneity.tau2Limits == nil)
        let warning = try #require(fit.warnings.first { $0.code == "empty-interval" })
        #expect(warning.message.contains("\(GeneralisedQInterval(weights).name) interval"))
        #expect(warning.message.contains("below 0.025"))
        pooling.level = 0.99
        let wider = try pooling.fit(model)
        #expect(wider.heterogeneity.tau2Limits?.lower == 0)
        #expect(!wider.warnings.contains { $0.code == "empty-interval" })
    }

    @Test("limits agree with metafor", arguments: cases)
    func agrees(_ golden: GoldenCase) throws {
        let setting = try GoldenModel(golden)
        var pooling = setting.pooling
        pooling.heterogeneityInterval = try Self.method(golden, pooling)
        let fit = try pooling.fit(setting.model)
        let h = fit.heterogeneity
        let check = GoldenCheck(golden: golden)
        let tolerance = Self.tolerance(golden)
        // The logarithm of a τ² of zero has no upper limit; the reference then answers NaN or infinity, we none.
        let isUndefined = golden.arguments["type"].text?.hasPrefix("wald.") == true && h.tau2 == 0
        for (name, limits, transform) in [
            ("tau2", h.tau2Limits, { $0 }), ("tau", h.tau2Limits, { $0.squareRoot() }),
            ("I2", h.iSquaredLimits, { $0 }), ("H2", h.hSquaredLimits, { (x: Double) in x }),
        ] as [(String, ConfidenceLimits?, (Double) -> Double)] {
            // The reference says that the set is empty and writes 0 to 0; we give no limits and a warning.
            if Self.isEmptyProfile(golden) {
                #expect(limits == nil && fit.warnings.contains { $0.code == "empty-interval" })
                continue
            }
            let expected = golden.expected[name]
            if isUndefined {
                #expect(limits == nil)
                continue
            }
            // The reference searches up to τ² = 100 only.
            let isCapped = golden.expected["tau2"]["ci.ub"].number == 100
            if isCapped { #expect((h.tau2Limits?.upper ?? 0) > 100) }
            check("\(name) lower", [limits.map { transform($0.lower) }], expected["ci.lb"], tolerance)
            if !isCapped { check("\(name) upper", [limits.map { transform($0.upper) }], expected["ci.ub"], tolerance) }
        }
        check("tau2", [h.tau2], golden.expected["tau2"]["estimate"], Tolerance(relative: 1e-8, floor: 1e-6))
        if golden.arguments["level"].isNull { return }
        let pooled = fit.pooled
        check(
            "fixed", [pooled.estimate, pooled.limits.lower, pooled.limits.upper], golden.expected["fixed"].list[0],
            .searched)
    }

    @Test(
        "at our generalised-Q limits the tail probability is exact, at the reference's only to its integration error",
        arguments: cases.filter { $0.arguments["type"].text == "GENQ" && !isEmptyProfile($0) })
    func generalisedQIsExact(_ golden: GoldenCase) throws {
        let setting = try GoldenModel(golden)
        let limits = try #require(GeneralisedQInterval().interval(setting.model, level: 0.95))
        let form = WeightedQuadraticForm(setting.model, weights: try #require(setting.model.givenWeights))
        func tail(_ tau2: Double, isLower: Bool) -> Double {
            let distribution = form.distribution(tau2)
            return isLower ? distribution.upperTailProbability(form.value) : distribution.cumulative(form.value)
        }
        for (ours, isLower) in [(limits.lower, true), (limits.upper, false)] where ours > 0 {
            #expect(abs(tail(ours, isLower: isLower) - 0.025) < 1e-12)
            let theirs = try #require(golden.expected["tau2"][isLower ? "ci.lb" : "ci.ub"].number)
            if theirs < 100 { #expect(abs(tail(theirs, isLower: isLower) - 0.025) < 3e-4) }
        }
    }
}
