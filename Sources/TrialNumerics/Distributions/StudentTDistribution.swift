import CBoostMath
import Glibc

/// Student's t distribution; with infinite degrees of freedom it is the standard normal.
public struct StudentTDistribution: ContinuousDistribution {
    /// Degrees of freedom, > 0, not necessarily whole.
    public let degreesOfFreedom: Double

    /// Creates the distribution; parameters outside their space make every answer NaN.
    public init(degreesOfFreedom: Double) {
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// Whether the degrees of freedom are positive.
    public var isDefined: Bool { degreesOfFreedom > 0 }

    /// Whether the degrees of freedom are between 0.1 and a million.
    public var isOrdinary: Bool { isUsual(degreesOfFreedom) }

    /// Every number.
    public var support: ClosedRange<Double> { -Double.infinity...Double.infinity }

    /// The density at `x`.
    public func density(_ x: Double) -> Double {
        let n = degreesOfFreedom
        if n.isInfinite { return exp(-0.5 * x * x) / (2 * Double.pi).squareRoot() }
        let logConstant = logGamma((n + 1) / 2) - logGamma(n / 2) - 0.5 * log(n * Double.pi)
        return exp(logConstant - (n + 1) / 2 * log1p(x * x / n))
    }

    /// The probability on one side of `x`.
    public func probability(_ tail: Tail, of x: Double) -> Double {
        if degreesOfFreedom.isInfinite { return boost_normal_cdf(x, tail.isLower) }
        guard abs(x) > 1e150 else { return boost_student_t_cdf(x, degreesOfFreedom, tail.isLower) }
        return (tail == .upper) == (x > 0) ? beyond(abs(x)) : 1 - beyond(abs(x))
    }

    /// The x with that probability on one side.
    public func point(_ tail: Tail, holding probability: Double) -> Double {
        if let usual = UsualQuantiles.student(tail, probability, degreesOfFreedom) { return usual }
        return degreesOfFreedom.isInfinite
            ? boost_normal_quantile(probability, tail.isLower)
            : boost_student_t_quantile(probability, degreesOfFreedom, tail.isLower)
    }

    /// P(X > x) where x² overflows: the first term of the series in n/x², ½ (n/x²)^(n/2) Γ((n + 1)/2) / (Γ(n/2 + 1) √π).
    private func beyond(_ x: Double) -> Double {
        let half = degreesOfFreedom / 2
        let logPower = half * (log(degreesOfFreedom) - 2 * log(x))
        return 0.5 * exp(logPower + logGamma(half + 0.5) - logGamma(half + 1) - 0.5 * log(Double.pi))
    }
}
