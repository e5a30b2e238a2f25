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

    /// Whether both parameters are positive and finite.
    public var isDefined: Bool { shape > 0 && scale > 0 && shape.isFinite && scale.isFinite }

    /// Whether the shape is between 0.1 and a million and the scale no denormal number.
    public var isOrdinary: Bool { isUsual(shape) && scale.isNormal }

    /// 0 and above.
    public var support: ClosedRange<Double> { 0...Double.infinity }

    /// The density at `x`.
    public func density(_ x: Double) -> Double {
        guard x >= 0 else { return 0 }
        return exp((shape - 1) * log(x) - x / scale - logGamma(shape) - shape * log(scale))
    }

    /// The probability on one side of `x`.
    public func probability(_ tail: Tail, of x: Double) -> Double {
        LargeShapes.isAlmostNormal(shape)
            ? LargeShapes.gamma(tail, of: x / scale, shape: shape) : boost_gamma_cdf(x, shape, scale, tail.isLower)
    }

    /// The x with that probability on one side.
    public func point(_ tail: Tail, holding probability: Double) -> Double {
        guard LargeShapes.isAlmostNormal(shape) else {
            return boost_gamma_quantile(probability, shape, scale, tail.isLower)
        }
        let normal = NormalDistribution.standard.point(tail, holding: probability)
        return scale * LargeShapes.gamma(shape: shape, normal: normal)
    }
}
