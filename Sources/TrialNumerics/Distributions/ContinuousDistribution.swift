/// A continuous distribution on the real line.
///
/// Upper tails are computed directly, never as `1 − cdf`, so that 1e-300 is as exact as 0.3.
/// Arguments outside the parameter space give NaN, never a trap.
public protocol ContinuousDistribution: Sendable {
    /// The density at `x`.
    func density(_ x: Double) -> Double
    /// P(X ≤ x).
    func cumulative(_ x: Double) -> Double
    /// P(X > x), computed directly.
    func upperTail(_ x: Double) -> Double
    /// The x with P(X ≤ x) = `probability`.
    func quantile(_ probability: Double) -> Double
    /// The x with P(X > x) = `probability`.
    func upperQuantile(_ probability: Double) -> Double
}

extension ContinuousDistribution {
    /// P(|X| > |x|) of a distribution that is symmetric about zero.
    public func twoSided(_ x: Double) -> Double { x.isNaN ? .nan : min(1, 2 * upperTail(abs(x))) }
}
