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

    /// The density at `x`.
    public func density(_ x: Double) -> Double {
        let n = degreesOfFreedom
        if n.isInfinite { return exp(-0.5 * x * x) / (2 * Double.pi).squareRoot() }
        let logConstant = logGamma((n + 1) / 2) - logGamma(n / 2) - 0.5 * log(n * Double.pi)
        return exp(logConstant - (n + 1) / 2 * log1p(x * x / n))
    }

    /// P(X ≤ x).
    public func cumulative(_ x: Double) -> Double {
        degreesOfFreedom.isInfinite
            ? boost_normal_cdf(x, 1) : boost_student_t_cdf(x, degreesOfFreedom, 1)
    }

    /// P(X > x), computed directly.
    public func upperTail(_ x: Double) -> Double {
        degreesOfFreedom.isInfinite
            ? boost_normal_cdf(x, 0) : boost_student_t_cdf(x, degreesOfFreedom, 0)
    }

    /// The x with P(X ≤ x) = `probability`.
    public func quantile(_ probability: Double) -> Double {
        degreesOfFreedom.isInfinite
            ? boost_normal_quantile(probability, 1) : boost_student_t_quantile(probability, degreesOfFreedom, 1)
    }

    /// The x with P(X > x) = `probability`.
    public func upperQuantile(_ probability: Double) -> Double {
        if let usual = UsualQuantiles.student(above: probability, degreesOfFreedom) { return usual }
        return degreesOfFreedom.isInfinite
            ? boost_normal_quantile(probability, 0) : boost_student_t_quantile(probability, degreesOfFreedom, 0)
    }
}
