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

    /// Whether the mean is finite and the standard deviation positive and finite.
    public var isDefined: Bool { standardDeviation > 0 && standardDeviation.isFinite && mean.isFinite }

    /// Always.
    public var isOrdinary: Bool { true }

    /// Every number.
    public var support: ClosedRange<Double> { -Double.infinity...Double.infinity }

    /// The density at `x`.
    public func density(_ x: Double) -> Double { exp(logDensity(x)) }

    /// The logarithm of the density at `x`, exact where the density underflows.
    public func logDensity(_ x: Double) -> Double {
        let z = (x - mean) / standardDeviation
        return -0.5 * z * z - log(standardDeviation) - 0.918_938_533_204_672_741_78
    }

    /// The probability on one side of `x`.
    public func probability(_ tail: Tail, of x: Double) -> Double {
        boost_normal_cdf((x - mean) / standardDeviation, tail.isLower)
    }

    /// The x with that probability on one side.
    public func point(_ tail: Tail, holding probability: Double) -> Double {
        mean + standardDeviation * boost_normal_quantile(probability, tail.isLower)
    }
}
