import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// Laws that hold for every estimator of τ² with every interval, tried by one driver.
struct PoolingLawTests {
    /// A search ends at the last bits of τ²; where τ² is next to zero, limits move by about √ of that.
    static let tolerance = Tolerance(relative: 1e-6, floor: 1e-7)

    private func fit(_ law: LawData.Case, _ change: (inout [Double], inout [Double]) -> Void = { _, _ in }) throws
        -> ModelFit
    {
        var (estimates, variances) = (law.studies.estimates, law.studies.variances)
        change(&estimates, &variances)
        return try law.pooling.fit(LinearModel(estimates: estimates, variances: variances))
    }

    private func expect(_ actual: Double, _ expected: Double, _ what: String, _ law: LawData.Case) {
        #expect(Self.tolerance.accepts(actual, expected), "\(what): \(actual), expected \(expected), \(law)")
    }

    @Test("a shift of all estimates shifts estimate and limits and leaves the rest", arguments: LawData.cases)
    func shift(_ law: LawData.Case) throws {
        let before = try fit(law)
        let after = try fit(law) { estimates, _ in for i in estimates.indices { estimates[i] += 7 } }
        expect(after.pooled.estimate, before.pooled.estimate + 7, "estimate", law)
        expect(after.pooled.standardError, before.pooled.standardError, "standard error", law)
        expect(after.pooled.limits.lower, before.pooled.limits.lower + 7, "lower", law)
        expect(after.pooled.limits.upper, before.pooled.limits.upper + 7, "upper", law)
        expect(after.heterogeneity.tau2, before.heterogeneity.tau2, "τ²", law)
        expect(after.heterogeneity.q, before.heterogeneity.q, "Q", law)
    }

    @Test("a change of unit scales estimate and limits, and τ² by its square", arguments: LawData.cases)
    func scale(_ law: LawData.Case) throws {
        let before = try fit(law)
        let c = -8.0
        let after = try fit(law) { estimates, variances in
            for i in estimates.indices {
                estimates[i] *= c
                variances[i] *= c * c
            }
        }
        expect(after.pooled.estimate, c * before.pooled.estimate, "estimate", law)
        expect(after.pooled.standardError, abs(c) * before.pooled.standardError, "standard error", law)
        expect(after.pooled.limits.lower, c * before.pooled.limits.upper, "lower", law)
        expect(after.pooled.limits.upper, c * before.pooled.limits.lower, "upper", law)
        expect(after.pooled.pValue, before.pooled.pValue, "p", law)
        expect(after.heterogeneity.tau2, c * c * before.heterogeneity.tau2, "τ²", law)
        expect(after.heterogeneity.iSquared, before.heterogeneity.iSquared, "I²", law)
    }

    @Test("the order of the studies does not matter", arguments: LawData.cases)
    func order(_ law: LawData.Case) throws {
        let before = try fit(law)
        let after = try fit(law) { estimates, variances in
            estimates.reverse()
            variances.reverse()
        }
        expect(after.pooled.estimate, before.pooled.estimate, "estimate", law)
        expect(after.pooled.limits.lower, before.pooled.limits.lower, "lower", law)
        expect(after.pooled.limits.upper, before.pooled.limits.upper, "upper", law)
        expect(after.heterogeneity.tau2, before.heterogeneity.tau2, "τ²", law)
        for (a, b) in zip(after.weights.reversed(), before.weights) { expect(a, b, "weight", law) }
    }

    @Test("τ² is never negative, weights add to 100, limits hold the estimate", arguments: LawData.cases)
    func ranges(_ law: LawData.Case) throws {
        let fit = try fit(law)
        #expect(fit.heterogeneity.tau2 >= 0)
        #expect((0...100).contains(fit.heterogeneity.iSquared))
        #expect(fit.heterogeneity.hSquared >= 1)
        #expect(Tolerance.closedForm.accepts(fit.weights.reduce(0, +), 100))
        #expect(fit.convergence.converged)
        // Likelihood limits are centred on the estimate by maximum likelihood, another one than by most estimators.
        if !["profile-likelihood", "bartlett", "skovgaard"].contains(fit.interval) {
            #expect(fit.pooled.limits.lower <= fit.pooled.estimate)
            #expect(fit.pooled.limits.upper >= fit.pooled.estimate)
        }
        #expect((0...1).contains(fit.pooled.pValue))
    }

    @Test("a limit touches zero exactly where p is 5 %", arguments: LawData.cases)
    func limitsInvertTest(_ law: LawData.Case) throws {
        let before = try fit(law)
        let limit = before.pooled.limits.lower
        guard limit.isFinite else { return }
        let moved = try fit(law) { estimates, _ in for i in estimates.indices { estimates[i] -= limit } }
        // A p-value at a limit carries the error of the limit times the density there.
        #expect(abs(moved.pooled.pValue - 0.05) < 1e-5, "p \(moved.pooled.pValue), \(law)")
    }

    @Test(
        "at a given τ² every study twice halves the variance", arguments: MethodRegistry.standard.estimators.map(\.code)
    )
    func duplicated(_ code: String) throws {
        let estimator = MethodRegistry.standard.estimator(code)
        #expect(estimator?.code == code)
        var pooling = PoolingModel(heterogeneity: estimator, interval: NormalInterval())
        pooling.givenTau2 = 0.1
        let data = LawData.heterogeneous
        let once = try pooling.fit(data.model)
        let twice = try pooling.fit(
            LinearModel(estimates: data.estimates + data.estimates, variances: data.variances + data.variances))
        let ratio = once.pooled.standardError / twice.pooled.standardError
        #expect(Tolerance.closedForm.accepts(ratio * ratio, 2))
        #expect(Tolerance.closedForm.accepts(twice.pooled.estimate, once.pooled.estimate))
    }

    @Test(
        "one study gives its own normal interval and says so",
        arguments: LawData.cases.filter { $0.studies.description == "two studies" })
    func one(_ law: LawData.Case) throws {
        let fit = try law.pooling.fit(LinearModel(estimates: [0.5], variances: [0.04]))
        #expect(fit.pooled.estimate == 0.5)
        #expect(Tolerance.closedForm.accepts(fit.pooled.standardError, 0.2))
        #expect(Tolerance.closedForm.accepts(fit.pooled.limits.upper, 0.5 + 0.2 * 1.959963984540054))
        #expect(fit.heterogeneity.tau2 == 0)
        #expect(fit.heterogeneity.tau2Limits == nil)
        #expect(fit.warnings.contains { $0.code == "single-study" })
    }
}
