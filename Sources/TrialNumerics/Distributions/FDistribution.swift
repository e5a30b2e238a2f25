import CBoostMath
import Glibc

/// Fisher's F distribution.
public struct FDistribution: ContinuousDistribution {
    /// Degrees of freedom above, > 0.
    public let numeratorDegreesOfFreedom: Double
    /// Degrees of freedom below, > 0.
    public let denominatorDegreesOfFreedom: Double

    /// Creates the distribution; parameters outside their space make every answer NaN.
    public init(numeratorDegreesOfFreedom: Double, denominatorDegreesOfFreedom: Double) {
        self.numeratorDegreesOfFreedom = numeratorDegreesOfFreedom
        self.denominatorDegreesOfFreedom = denominatorDegreesOfFreedom
    }

    /// The density at `x`.
    public func density(_ x: Double) -> Double {
        guard x >= 0 else { return 0 }
        let (a, b) = (numeratorDegreesOfFreedom / 2, denominatorDegreesOfFreedom / 2)
        let logBeta = logGamma(a) + logGamma(b) - logGamma(a + b)
        return exp(a * log(a / b) + (a - 1) * log(x) - (a + b) * log1p(a * x / b) - logBeta)
    }

    /// P(X ≤ x).
    public func cumulative(_ x: Double) -> Double {
        boost_f_cdf(x, numeratorDegreesOfFreedom, denominatorDegreesOfFreedom, 1)
    }

    /// P(X > x), computed directly.
    public func upperTail(_ x: Double) -> Double {
        boost_f_cdf(x, numeratorDegreesOfFreedom, denominatorDegreesOfFreedom, 0)
    }

    /// The x with P(X ≤ x) = `probability`.
    public func quantile(_ probability: Double) -> Double {
        boost_f_quantile(probability, numeratorDegreesOfFreedom, denominatorDegreesOfFreedom, 1)
    }

    /// The x with P(X > x) = `probability`.
    public func upperQuantile(_ probability: Double) -> Double {
        boost_f_quantile(probability, numeratorDegreesOfFreedom, denominatorDegreesOfFreedom, 0)
    }
}
