import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// Weights that lie many orders apart: no trace, share or limit leaves its range, and what rounding would leave over is
/// computed another way.
struct FarApartTests {
    private static func model(_ estimates: [Double], _ variances: [Double], moderator: [Double]) throws -> LinearModel {
        try LinearModel(
            estimates: estimates, variances: variances,
            design: DesignMatrix(values: Matrix(moderator.map { [1, $0] }), names: ["intercept", "a"]))
    }

    private static func dominated() throws -> LinearModel {
        try model([-0.5, 0.9, -0.5], [0.7, 0.1, 1e-10], moderator: [5, 1, 1])
    }

    @Test("on ordinary weights P element by element gives what the cross-products give")
    func agrees() throws {
        let model = try Self.model(
            [0.1, 0.5, -0.2, 0.8, 0.3], [0.04, 0.1, 0.02, 0.3, 0.07], moderator: [1, 4, 2, 2, 7])
        var kernel = ModelKernel(model)
        for tau2 in [0, 0.05, 3] {
            let sums = kernel.evaluate(tau2)
            let direct = try #require(ExplicitProjection(model, weights: kernel.weights))
            let ones = Array(repeating: 1.0, count: 5)
            #expect(Tolerance(relative: 1e-11).accepts(direct.value, sums.residual))
            #expect(Tolerance(relative: 1e-11).accepts(direct.trace(ones), sums.traceP))
            #expect(Tolerance(relative: 1e-11).accepts(direct.trace(ones, ones), sums.tracePP))
            let logDeterminant = direct.basis.logDeterminant + model.basis.logVolume
            #expect(Tolerance(relative: 1e-11).accepts(logDeterminant, sums.logInformation))
            for (a, b) in zip(model.basis.coefficients(direct.coefficients), kernel.coefficients) {
                #expect(Tolerance(relative: 1e-10).accepts(a, b))
            }
        }
    }

    /// Study 1 alone has a = 5, so only studies 2 and 3 differ: P is that of two studies with one mean.
    @Test("one study with nearly all the weight: traces and Q are those of the algebra")
    func dominatedByOne() throws {
        var kernel = ModelKernel(try Self.dominated())
        let sums = kernel.evaluate(0)
        let (v2, v3) = (0.1, 1e-10)
        #expect(Tolerance(relative: 1e-12).accepts(sums.traceP, 2 / (v2 + v3)))
        #expect(Tolerance(relative: 1e-12).accepts(sums.residual, 1.4 * 1.4 / (v2 + v3)))
        #expect(Tolerance(relative: 1e-12).accepts(sums.tracePP, 4 / ((v2 + v3) * (v2 + v3))))
    }

    @Test("I², H² and τ² of every estimator and their limits by every method stay in range")
    func ranges() throws {
        let models = [
            try Self.dominated(), try Self.model([1, 2, 3, 5], [1e-15, 1e-3, 1, 1e12], moderator: [0, 1, 1, 3]),
            try Self.model([1.45, -0.8, -0.7, -1.7], [1e-11, 0.0036, 5.65e-8, 0.303], moderator: [1, 0, 0, 1]),
            try LinearModel(estimates: [1, 2, 3, 5], variances: [1e-15, 1e-3, 1, 1e12]),
        ]
        for model in models {
            for estimator in MethodRegistry.standard.estimators {
                for choice in MethodRegistry.standard.heterogeneityIntervals {
                    var pooling = PoolingModel(heterogeneity: estimator, interval: NormalInterval())
                    pooling.heterogeneityInterval = choice.interval(beside: estimator)
                    let h = try pooling.fit(model).heterogeneity
                    let words = "\(estimator.code) \(pooling.heterogeneityInterval?.code ?? "")"
                    #expect(
                        h.tau2 >= 0 && (h.tau2Limits.map { $0.lower >= 0 && $0.upper >= $0.lower } ?? true), "\(words)")
                    for share in [h.iSquared, h.iSquaredLimits?.lower ?? 0, h.iSquaredLimits?.upper ?? 0] {
                        #expect(share >= 0 && share <= 100, "\(words): \(share)")
                    }
                    for square in [h.hSquared, h.hSquaredLimits?.lower ?? 1, h.hSquaredLimits?.upper ?? 1] {
                        #expect(square >= 1, "\(words): \(square)")
                    }
                }
            }
        }
    }

    @Test("a likelihood over variances of any size is searched to its end")
    func search() throws {
        let model = try LinearModel(
            estimates: [0.1, 0.5, -0.5, 1, 17, -0.2], variances: [1e100, 0.079, 1, 1.65e-06, 39.7, 0.156])
        let pooling = PoolingModel(heterogeneity: MaximumLikelihood(), interval: SkovgaardInterval())
        let fit = try pooling.fit(model)
        #expect(fit.pooled.limits.lower <= fit.pooled.estimate && fit.pooled.estimate <= fit.pooled.limits.upper)
    }
}
