import Testing
import TrialNumerics

/// Quantiles of beta and gamma distributions at shapes far beyond any trial's.
struct LargeShapeTests {
    @Test(
        "large shapes: the quantile is where the distribution function is the probability",
        arguments: [0.001, 0.4, 0.975])
    func inverse(_ p: Double) {
        for (a, b) in [(2e9, 3e9), (5e9, 2e10), (3.0, 1e13), (1e5, 1e13)] {
            let beta = BetaDistribution(a: a, b: b)
            #expect(abs(beta.cumulative(beta.quantile(p)) - p) < 1e-6 * p, "\(a) \(b)")
            #expect(abs(beta.upperTail(beta.upperQuantile(p)) - p) < 1e-6 * p, "\(a) \(b)")
        }
        let gamma = GammaDistribution(shape: 4e9, scale: 0.5)
        #expect(abs(gamma.cumulative(gamma.quantile(p)) - p) < 1e-6 * p)
    }

    @Test("the way from one algorithm to another is smooth")
    func smooth() {
        for (below, above) in [((1e9, 4e9), (1e9 * (1 + 1e-12), 4e9)), ((20.0, 1e12), (20.0, 1e12 * (1 + 1e-12)))] {
            let first = BetaDistribution(a: below.0, b: below.1).quantile(0.025)
            let second = BetaDistribution(a: above.0, b: above.1).quantile(0.025)
            #expect(abs(first / second - 1) < 1e-10)
        }
        let first = GammaDistribution(shape: 1e9, scale: 1).upperQuantile(0.025)
        #expect(abs(first / GammaDistribution(shape: 1e9 * (1 + 1e-13), scale: 1).upperQuantile(0.025) - 1) < 1e-11)
    }

    @Test("shapes without bound keep their order", arguments: [1e12, 1e20, 1e100])
    func order(_ size: Double) {
        let middle = BetaDistribution(a: 0.3 * size, b: 0.7 * size)
        #expect(middle.quantile(0.025) <= 0.3 + 1e-15 && 0.3 - 1e-15 <= middle.upperQuantile(0.025))
        let few = BetaDistribution(a: 3, b: size)
        let gamma = GammaDistribution(shape: 3, scale: 1)
        #expect(abs(few.quantile(0.2) * size / gamma.quantile(0.2) - 1) < 1e-9)
        #expect(BetaDistribution(a: size, b: 3).upperQuantile(0.2) <= 1)
    }
}
