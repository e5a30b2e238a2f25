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

    /// Whether both parameters are positive and finite.
    public var isDefined: Bool { a > 0 && b > 0 && a.isFinite && b.isFinite }

    /// Whether the parameters are between 0.1 and a million.
    public var isOrdinary: Bool { isUsual(a) && isUsual(b) }

    /// 0…1.
    public var support: ClosedRange<Double> { 0...1 }

    /// The density at `x`.
    public func density(_ x: Double) -> Double {
        guard x >= 0, x <= 1 else { return 0 }
        return exp((a - 1) * log(x) + (b - 1) * log1p(-x) - logGamma(a) - logGamma(b) + logGamma(a + b))
    }

    /// The probability on one side of `x`.
    public func probability(_ tail: Tail, of x: Double) -> Double {
        if LargeShapes.isAlmostNormal(a, b) {
            let mean = a / (a + b)
            return LargeShapes.beta(tail, a, b, above: (x - mean) / mean, restAbove: (mean - x) / (b / (a + b)))
        }
        if LargeShapes.isAlmostGamma(a, b) { return Self.probability(tail, a, b, minusLogRest: -log1p(-x)) }
        if LargeShapes.isAlmostGamma(b, a) { return Self.probability(tail.other, b, a, minusLogRest: -log(x)) }
        return boost_beta_cdf(x, a, b, tail.isLower)
    }

    /// The probability on one side of x where b is far larger than a, from −log(1 − x).
    static func probability(_ tail: Tail, _ a: Double, _ b: Double, minusLogRest: Double) -> Double {
        let x = LargeShapes.gammaVariable(a, b, minusLogRest: minusLogRest)
        return GammaDistribution(shape: a, scale: 1).held(tail, x)
    }

    /// The x with that probability on one side.
    public func point(_ tail: Tail, holding probability: Double) -> Double {
        if LargeShapes.isAlmostNormal(a, b) {
            return LargeShapes.beta(a, b, normal: NormalDistribution.standard.point(tail, holding: probability))
        }
        if LargeShapes.isAlmostGamma(a, b) { return Self.point(tail, a, b, holding: probability) }
        if LargeShapes.isAlmostGamma(b, a) { return 1 - Self.point(tail.other, b, a, holding: probability) }
        return boost_beta_quantile(probability, a, b, tail.isLower)
    }

    private static func point(_ tail: Tail, _ a: Double, _ b: Double, holding probability: Double) -> Double {
        LargeShapes.beta(a, b, gamma: GammaDistribution(shape: a, scale: 1).point(tail, holding: probability))
    }
}
