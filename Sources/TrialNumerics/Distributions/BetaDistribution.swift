import CBoostMath
import Glibc

/// The beta distribution on 0…1.
public struct BetaDistribution: ContinuousDistribution {
    /// First shape, > 0.
    public let a: Double
    /// Second shape, > 0.
    public let b: Double

    /// Creates the distribution; parameters outside their space make every answer NaN.
    public init(a: Double, b: Double) {
        self.a = a
        self.b = b
    }

    /// The density at `x`.
    public func density(_ x: Double) -> Double {
        guard x >= 0, x <= 1 else { return 0 }
        return exp((a - 1) * log(x) + (b - 1) * log1p(-x) - logGamma(a) - logGamma(b) + logGamma(a + b))
    }

    /// P(X ≤ x).
    public func cumulative(_ x: Double) -> Double { boost_beta_cdf(x, a, b, 1) }

    /// P(X > x), computed directly.
    public func upperTail(_ x: Double) -> Double { boost_beta_cdf(x, a, b, 0) }

    /// The x with P(X ≤ x) = `probability`.
    public func quantile(_ probability: Double) -> Double {
        if let value = LargeShapes.beta(a, b, { NormalDistribution.standard.quantile(probability) }) { return value }
        if LargeShapes.isAlmostGamma(a, b) {
            return LargeShapes.beta(a, b, gamma: GammaDistribution(shape: a, scale: 1).quantile(probability))
        }
        if LargeShapes.isAlmostGamma(b, a) {
            return 1 - LargeShapes.beta(b, a, gamma: GammaDistribution(shape: b, scale: 1).upperQuantile(probability))
        }
        return boost_beta_quantile(probability, a, b, 1)
    }

    /// The x with P(X > x) = `probability`.
    public func upperQuantile(_ probability: Double) -> Double {
        if let value = LargeShapes.beta(a, b, { NormalDistribution.standard.upperQuantile(probability) }) {
            return value
        }
        if LargeShapes.isAlmostGamma(a, b) {
            return LargeShapes.beta(a, b, gamma: GammaDistribution(shape: a, scale: 1).upperQuantile(probability))
        }
        if LargeShapes.isAlmostGamma(b, a) {
            return 1 - LargeShapes.beta(b, a, gamma: GammaDistribution(shape: b, scale: 1).quantile(probability))
        }
        return boost_beta_quantile(probability, a, b, 0)
    }
}
