import Glibc
import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// The distribution of a weighted sum of χ²₁ variables against cases with a closed form.
struct ChiSquaredMixtureTests {
    /// Thirteen digits are aimed at; the χ² functions themselves keep as many.
    static let tolerance = Tolerance(relative: 1e-11, floor: 0)

    @Test("equal weights give a χ² distribution, both tails, any degrees of freedom", arguments: [1, 2, 3, 7, 40, 400])
    func equalWeights(_ degrees: Int) {
        let chiSquared = ChiSquaredDistribution(degreesOfFreedom: Double(degrees))
        let mixture = ChiSquaredMixture(weights: Array(repeating: 2.5, count: degrees))
        for p in [1e-10, 1e-3, 0.025, 0.5, 0.9, 0.999, 1 - 1e-10] {
            let x = chiSquared.quantile(p)
            #expect(Self.tolerance.accepts(mixture.cumulative(2.5 * x), chiSquared.cumulative(x)), "p \(p)")
            #expect(Self.tolerance.accepts(mixture.upperTailProbability(2.5 * x), chiSquared.upperTail(x)), "p \(p)")
        }
    }

    @Test("both tails keep their digits as far as a double reaches", arguments: [1, 2, 3, 7, 40, 98, 400, 1_000])
    func farTails(_ degrees: Int) {
        let chiSquared = ChiSquaredDistribution(degreesOfFreedom: Double(degrees))
        let mixture = ChiSquaredMixture(weights: Array(repeating: 2.5, count: degrees))
        var reached = 0
        for exponent in stride(from: -320, through: 3, by: 0.5) {
            let x = Double(degrees) * pow(10, exponent)
            for (tail, expected) in [
                (mixture.cumulative(2.5 * x), chiSquared.cumulative(x)),
                (mixture.upperTailProbability(2.5 * x), chiSquared.upperTail(x)),
            ] where expected > 1e-290 && x >= Double.leastNormalMagnitude {
                reached += 1
                #expect(Self.tolerance.accepts(tail, expected), "x \(x), \(tail) for \(expected)")
            }
        }
        #expect(reached > 600)
    }

    @Test("pairs of weights give a mixture of exponentials")
    func exponentials() {
        // a χ²₂ + b χ²₂ has the upper tail (a e^(−x/2a) − b e^(−x/2b)) / (a − b).
        let (a, b) = (3.0, 0.001)
        let mixture = ChiSquaredMixture(weights: [a, b, a, b])
        for x in [0.5, 4, 30, 200] {
            let expected = (a * exponential(-x / (2 * a)) - b * exponential(-x / (2 * b))) / (a - b)
            #expect(Self.tolerance.accepts(mixture.upperTailProbability(x), expected), "x \(x)")
        }
    }

    private func exponential(_ x: Double) -> Double {
        GammaDistribution(shape: 1, scale: 1).upperTail(-x)
    }
}
