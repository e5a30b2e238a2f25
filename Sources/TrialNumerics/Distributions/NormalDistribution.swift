import CBoostMath
import Glibc

/// The normal distribution.
public struct NormalDistribution: ContinuousDistribution {
    /// Mean.
    public let mean: Double
    /// Standard deviation, > 0.
    public let standardDeviation: Double

    /// Mean 0, standard deviation 1.
    public static let standard = NormalDistribution()

    /// Creates the distribution; the standard one by default.
    public init(mean: Double = 0, standardDeviation: Double = 1) {
        self.mean = mean
        self.standardDeviation = standardDeviation
    }

    /// The density at `x`.
    public func density(_ x: Double) -> Double { exp(logDensity(x)) }

    /// The logarithm of the density at `x`, exact where the density underflows.
    public func logDensity(_ x: Double) -> Double {
        let z = (x - mean) / standardDeviation
        return -0.5 * z * z - log(standardDeviation) - 0.918_938_533_204_672_741_78
    }

    /// P(X ≤ x).
    public func cumulative(_ x: Double) -> Double { boost_normal_cdf((x - mean) / standardDeviation, 1) }

    /// P(X > x), computed directly.
    public func upperTail(_ x: Double) -> Double { boost_normal_cdf((x - mean) / standardDeviation, 0) }

    /// The x with P(X ≤ x) = `probability`.
    public func quantile(_ probability: Double) -> Double {
        mean + standardDeviation * boost_normal_quantile(probability, 1)
    }

    /// The x with P(X > x) = `probability`.
    public func upperQuantile(_ probability: Double) -> Double {
        mean + standardDeviation * boost_normal_quantile(probability, 0)
    }
}
