import Glibc
import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// Likelihood intervals against the case with a closed form: equal sampling variances.
///
/// With v equal and τ² inside, v + τ² is one free variance and 2(ℓ̂ − ℓ(μ)) = k log(1 + t² / (k − 1)) with Student's t.
struct LikelihoodIntervalTests {
    static let estimates = [0.1, 0.9, -0.4, 0.6, 1.3, 0.2]
    static let k = 6.0
    /// Roots of a function that is itself the end of a search.
    static let tolerance = Tolerance(relative: 1e-7)

    static func fit(_ interval: any IntervalMethod, variance: Double = 0.01) throws -> ModelFit {
        try PoolingModel(heterogeneity: MaximumLikelihood(), interval: interval).fit(
            LinearModel(estimates: estimates, variances: Array(repeating: variance, count: estimates.count)))
    }

    static var meanAndError: (mean: Double, error: Double) {
        let mean = estimates.reduce(0, +) / k
        let sum = estimates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (mean, (sum / (k - 1) / k).squareRoot())
    }

    @Test("the profile likelihood has the closed form", arguments: [false, true])
    func closedForm(_ isCorrected: Bool) throws {
        let fit = try Self.fit(ProfileLikelihoodInterval(isCorrected: isCorrected))
        let (mean, error) = Self.meanAndError
        let factor = isCorrected ? 1 + 3 / (2 * Self.k) : 1
        let quantile = ChiSquaredDistribution(degreesOfFreedom: 1).upperQuantile(0.05)
        let t = ((Self.k - 1) * (exp(quantile * factor / Self.k) - 1)).squareRoot()
        #expect(Self.tolerance.accepts(fit.pooled.limits.lower, mean - t * error))
        #expect(Self.tolerance.accepts(fit.pooled.limits.upper, mean + t * error))
        let observed = mean / error
        let ratio = Self.k * log(1 + observed * observed / (Self.k - 1)) / factor
        let p = ChiSquaredDistribution(degreesOfFreedom: 1).upperTail(ratio)
        #expect(Self.tolerance.accepts(fit.pooled.pValue, p))
    }

    @Test("Bartlett and Skovgaard come close to Student's t, each closer than the likelihood ratio")
    func higherOrder() throws {
        let (mean, error) = Self.meanAndError
        let half = StudentTDistribution(degreesOfFreedom: Self.k - 1).upperQuantile(0.025) * error
        func miss(_ interval: any IntervalMethod) throws -> Double {
            abs(try Self.fit(interval).pooled.limits.upper - mean - half) / half
        }
        let first = try miss(ProfileLikelihoodInterval())
        let bartlett = try miss(ProfileLikelihoodInterval.bartlettCorrected)
        let skovgaard = try miss(SkovgaardInterval())
        #expect(bartlett < first / 4)
        #expect(skovgaard < first / 10)
        #expect(skovgaard < 0.02)
    }

    @Test("Skovgaard says so where τ² is estimated as zero")
    func boundary() throws {
        let fit = try Self.fit(SkovgaardInterval(), variance: 4)
        #expect(fit.heterogeneity.tau2 == 0)
        #expect(fit.warnings.contains { $0.code == "first-order-likelihood" })
        #expect(fit.pooled.limits == (try Self.fit(ProfileLikelihoodInterval(), variance: 4)).pooled.limits)
    }

    @Test("limits of a slope do not depend on the origin and scale with the unit of the moderator")
    func slope() throws {
        let model = { (x: [Double]) in
            try LinearModel(
                estimates: Self.estimates, variances: [0.01, 0.04, 0.02, 0.03, 0.05, 0.02],
                design: ModeratorFormula(["x"]).design(["x": .numbers(x)], studies: 6))
        }
        let x = [1.0, 2, 3, 5, 8, 9]
        for interval in [
            ProfileLikelihoodInterval(), ProfileLikelihoodInterval.bartlettCorrected, SkovgaardInterval(),
            KenwardRoger(),
        ] as [any IntervalMethod] {
            let pooling = PoolingModel(heterogeneity: MaximumLikelihood(), interval: interval)
            let plain = try pooling.fit(model(x)).coefficients[1]
            let moved = try pooling.fit(model(x.map { 1000 + 10 * $0 })).coefficients[1]
            #expect(Self.tolerance.accepts(10 * moved.limits.lower, plain.limits.lower), "\(interval.code)")
            #expect(Self.tolerance.accepts(10 * moved.limits.upper, plain.limits.upper), "\(interval.code)")
            #expect(Self.tolerance.accepts(moved.pValue, plain.pValue), "\(interval.code)")
        }
    }
}
