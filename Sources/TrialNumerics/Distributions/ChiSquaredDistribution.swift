import CBoostMath
import Glibc

/// The χ² distribution.
public struct ChiSquaredDistribution: ContinuousDistribution {
    /// Degrees of freedom, > 0.
    public let degreesOfFreedom: Double

    /// Creates the distribution; parameters outside their space make every answer NaN.
    public init(degreesOfFreedom: Double) {
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// The density at `x`.
    public func density(_ x: Double) -> Double {
        guard x >= 0 else { return 0 }
        let half = degreesOfFreedom / 2
        return exp((half - 1) * log(x) - x / 2 - half * log(2) - logGamma(half))
    }

    /// P(X ≤ x).
    public func cumulative(_ x: Double) -> Double { boost_chi_squared_cdf(x, degreesOfFreedom, 1) }

    /// P(X > x), computed directly.
    public func upperTail(_ x: Double) -> Double { boost_chi_squared_cdf(x, degreesOfFreedom, 0) }

    /// The x with P(X ≤ x) = `probability`.
    public func quantile(_ probability: Double) -> Double {
        UsualQuantiles.chiSquared(probability, isLower: true, degreesOfFreedom)
            ?? boost_chi_squared_quantile(probability, degreesOfFreedom, 1)
    }

    /// The x with P(X > x) = `probability`.
    public func upperQuantile(_ probability: Double) -> Double {
        UsualQuantiles.chiSquared(probability, isLower: false, degreesOfFreedom)
            ?? boost_chi_squared_quantile(probability, degreesOfFreedom, 0)
    }
}
