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

    /// Whether both degrees of freedom are positive and finite.
    public var isDefined: Bool { a > 0 && b > 0 && a.isFinite && b.isFinite }

    /// Whether the parameters are between 0.1 and a million.
    public var isOrdinary: Bool { isUsual(a) && isUsual(b) }

    /// 0 and above.
    public var support: ClosedRange<Double> { 0...Double.infinity }

    /// The density at `x`.
    public func density(_ x: Double) -> Double {
        guard x >= 0 else { return 0 }
        let logBeta = logGamma(a) + logGamma(b) - logGamma(a + b)
        return exp(a * log(a / b) + (a - 1) * log(x) - (a + b) * log1p(a * x / b) - logBeta)
    }

    /// The probability on one side of `x`.
    public func probability(_ tail: Tail, of x: Double) -> Double {
        if LargeShapes.isAlmostNormal(a, b) {
            let spread = a * x + b
            return LargeShapes.beta(tail, a, b, above: (x - 1) * (b / spread), restAbove: (1 - x) * (a / spread))
        }
        if LargeShapes.isAlmostGamma(a, b) {
            return BetaDistribution.probability(tail, a, b, minusLogRest: log1p(a * x / b))
        }
        if LargeShapes.isAlmostGamma(b, a) {
            return BetaDistribution.probability(tail.other, b, a, minusLogRest: log1p(b / (a * x)))
        }
        // Beyond this a x may overflow.
        guard x < 1e290 else { return boost_beta_cdf(b / a / x, b, a, tail.other.isLower) }
        return boost_f_cdf(x, numeratorDegreesOfFreedom, denominatorDegreesOfFreedom, tail.isLower)
    }

    /// The x with that probability on one side.
    public func point(_ tail: Tail, holding probability: Double) -> Double {
        guard LargeShapes.isAlmostNormal(a, b) || LargeShapes.isAlmostGamma(a, b) || LargeShapes.isAlmostGamma(b, a)
        else {
            return boost_f_quantile(probability, numeratorDegreesOfFreedom, denominatorDegreesOfFreedom, tail.isLower)
        }
        let share = BetaDistribution(a: a, b: b).point(tail, holding: probability)
        let rest = BetaDistribution(a: b, b: a).point(tail.other, holding: probability)
        return b / a * (share / rest)
    }

    // The shapes of the beta variable a X / (a X + b).
    private var a: Double { numeratorDegreesOfFreedom / 2 }
    private var b: Double { denominatorDegreesOfFreedom / 2 }
}
