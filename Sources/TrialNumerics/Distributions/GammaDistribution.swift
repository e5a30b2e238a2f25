import CBoostMath
import Glibc

/// The gamma distribution by shape and scale (mean = shape × scale).
public struct GammaDistribution: ContinuousDistribution {
    /// Shape, > 0.
    public let shape: Double
    /// Scale, > 0.
    public let scale: Double

    /// Creates the distribution; parameters outside their space make every answer NaN.
    public init(shape: Double, scale: Double) {
        self.shape = shape
        self.scale = scale
    }

    /// The density at `x`.
    public func density(_ x: Double) -> Double {
        guard x >= 0 else { return 0 }
        return exp((shape - 1) * log(x) - x / scale - logGamma(shape) - shape * log(scale))
    }

    /// P(X ≤ x).
    public func cumulative(_ x: Double) -> Double { boost_gamma_cdf(x, shape, scale, 1) }

    /// P(X > x), computed directly.
    public func upperTail(_ x: Double) -> Double { boost_gamma_cdf(x, shape, scale, 0) }

    /// The x with P(X ≤ x) = `probability`.
    public func quantile(_ probability: Double) -> Double {
        LargeShapes.gamma(shape: shape) { NormalDistribution.standard.quantile(probability) }.map { $0 * scale }
            ?? boost_gamma_quantile(probability, shape, scale, 1)
    }

    /// The x with P(X > x) = `probability`.
    public func upperQuantile(_ probability: Double) -> Double {
        LargeShapes.gamma(shape: shape) { NormalDistribution.standard.upperQuantile(probability) }.map { $0 * scale }
            ?? boost_gamma_quantile(probability, shape, scale, 0)
    }
}
