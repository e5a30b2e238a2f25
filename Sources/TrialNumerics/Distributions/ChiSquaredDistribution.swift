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

    /// Whether the degrees of freedom are positive and finite.
    public var isDefined: Bool { degreesOfFreedom > 0 && degreesOfFreedom.isFinite }

    /// Whether the degrees of freedom are between 0.1 and a million.
    public var isOrdinary: Bool { isUsual(degreesOfFreedom) }

    /// 0 and above.
    public var support: ClosedRange<Double> { 0...Double.infinity }

    /// The density at `x`.
    public func density(_ x: Double) -> Double {
        guard x >= 0 else { return 0 }
        let half = degreesOfFreedom / 2
        return exp((half - 1) * log(x) - x / 2 - half * log(2) - logGamma(half))
    }

    /// The probability on one side of `x`.
    public func probability(_ tail: Tail, of x: Double) -> Double {
        LargeShapes.isAlmostNormal(degreesOfFreedom / 2)
            ? gamma.probability(tail, of: x) : boost_chi_squared_cdf(x, degreesOfFreedom, tail.isLower)
    }

    /// The x with that probability on one side.
    public func point(_ tail: Tail, holding probability: Double) -> Double {
        if let usual = UsualQuantiles.chiSquared(tail, probability, degreesOfFreedom) { return usual }
        return LargeShapes.isAlmostNormal(degreesOfFreedom / 2)
            ? gamma.point(tail, holding: probability)
            : boost_chi_squared_quantile(probability, degreesOfFreedom, tail.isLower)
    }

    private var gamma: GammaDistribution { GammaDistribution(shape: degreesOfFreedom / 2, scale: 2) }
}
