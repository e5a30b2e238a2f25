import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

struct ExcessSignificanceTests {
    static let cases = FollowUpGolden.cases("tes")

    @Test("there are cases to check") func hasCases() { #expect(Self.cases.count == 43) }

    @Test("excess, p-value and limit estimate agree with metafor", arguments: cases)
    func agrees(_ golden: GoldenCase) throws {
        let distribution = try #require(
            ExcessSignificance.Distribution(rawValue: golden.arguments["test"].text ?? ""))
        var choices = FollowUpGolden.choices(golden)
        choices.interval = NormalInterval()
        let model = try FollowUpGolden.model(golden)
        var tolerance = Tolerance.followUp
        let theta = try #require(golden.expected["theta"].number)
        if !Tolerance.searched.accepts(try choices.fit(model).pooled.estimate, theta) {
            // The reference fits the model anew with its ordinary accuracy.
            choices = try FollowUpGolden.whereReferenceStopped(model, choices, reference: theta) {
                try $0.fit(model).pooled.estimate
            }
            tolerance = .matched
        }
        let result = try ExcessSignificance(model, by: choices, distribution: distribution)
        #expect(Double(result.observed) == golden.expected["O"].number)
        golden.expect("theta", result.effect, tolerance)
        if result.tau2 > 0 {
            checkTruncated(golden, result, model)
            return
        }
        golden.expect("E", result.expected, tolerance)
        golden.expect("X2", result.chiSquared, tolerance)
        golden.expect("pval", result.pValue, tolerance)
        if !golden.expected["power"].isNull { golden.expect("power", result.power, tolerance) }
        if !golden.expected["theta.lim"].isNull { try checkLimit(golden, result, model) }
    }

    /// With τ² > 0 the reference averages each study's power over true effects within 5τ of the mean only, and so loses
    /// 6 in 10 million; ours is the closed form over all of them. Its numbers come back from the truncated integral.
    private func checkTruncated(_ golden: GoldenCase, _ result: ExcessSignificance, _ model: LinearModel) {
        let tau = result.tau2.squareRoot()
        let truth = NormalDistribution(mean: result.effect, standardDeviation: tau)
        func expected(within range: Double) -> Double {
            model.variances.reduce(0) { sum, variance in
                let error = variance.squareRoot()
                let edge = NormalDistribution.standard.upperQuantile(0.025) * error
                return sum
                    + Quadrature.integral(from: result.effect - range * tau, to: result.effect + range * tau) {
                        effect in
                        let study = NormalDistribution(mean: effect, standardDeviation: error)
                        return truth.density(effect) * (study.upperTail(edge) + study.cumulative(-edge))
                    }.value
            }
        }
        #expect(Tolerance.followUp.accepts(result.expected, expected(within: 12)))
        let truncated = expected(within: 5)
        golden.expect("E", truncated, .followUp)
        let (observed, k) = (Double(result.observed), Double(model.studies))
        let excess = observed - truncated
        let chiSquared = excess * excess / truncated + excess * excess / (k - truncated)
        golden.expect("X2", chiSquared, Tolerance(relative: 1e-4))
        golden.expect(
            "pval",
            NormalDistribution.standard.upperTail(
                excess.sign == .minus ? -chiSquared.squareRoot() : chiSquared.squareRoot()),
            Tolerance(relative: 1e-5))
    }

    /// The reference finds the limit to an absolute 1.2e-4; at ours the p-value is the level asked for.
    private func checkLimit(_ golden: GoldenCase, _ result: ExcessSignificance, _ model: LinearModel) throws {
        let reference = golden.expected["theta.lim"].list.first?.number
        #expect((result.limitEffect == nil) == (reference == nil))
        guard let reference, let limit = result.limitEffect else { return }
        #expect(abs(limit - reference) < 1.3e-4)
        let atOurs = try ExcessSignificance(
            model, assuming: .init(effect: limit), distribution: result.distribution)
        #expect(abs(atOurs.pValue - 0.1) < 1e-12)
    }

    @Test("without an effect each study has the power of the level")
    func powerAtNoEffect() throws {
        let model = try LinearModel(estimates: [-0.5, 0.5, 0.2, -0.2], variances: [1, 1, 0.3, 0.3])
        let result = try ExcessSignificance(model, by: .commonEffect, distribution: .exact)
        for power in result.power { #expect(abs(power - 0.05) < 1e-12) }
        #expect(result.observed == 0)
        #expect(result.pValue == 1)
    }

    @Test("with equal power the exact and the binomial p-value are the same")
    func equalPower() throws {
        let model = try LinearModel(
            estimates: [2.1, 0.3, 2.2, 1.1, -0.4, 2.6], variances: Array(repeating: 1, count: 6))
        let exact = try ExcessSignificance(model, by: .commonEffect, distribution: .exact)
        let binomial = try ExcessSignificance(model, by: .commonEffect, distribution: .binomial)
        #expect(exact.observed == 3)
        #expect(abs(exact.pValue - binomial.pValue) < 1e-13)
    }
}
