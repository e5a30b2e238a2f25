import CBoostMath

/// The non-central t distribution.
///
/// The tail opposite to the shift, below about 1e-27, comes out as 0.
public struct NoncentralTDistribution: Sendable {
    /// Degrees of freedom, > 0.
    public let degreesOfFreedom: Double
    /// Non-centrality.
    public let noncentrality: Double

    /// Creates the distribution.
    public init(degreesOfFreedom: Double, noncentrality: Double) {
        self.degreesOfFreedom = degreesOfFreedom
        self.noncentrality = noncentrality
    }

    /// P(T ≤ x).
    public func cumulative(_ x: Double) -> Double { boost_noncentral_t_cdf(x, degreesOfFreedom, noncentrality, 1) }

    /// P(T > x), computed directly.
    public func upperTail(_ x: Double) -> Double { boost_noncentral_t_cdf(x, degreesOfFreedom, noncentrality, 0) }
}

/// The non-central χ² distribution.
public struct NoncentralChiSquaredDistribution: Sendable {
    /// Degrees of freedom, > 0.
    public let degreesOfFreedom: Double
    /// Non-centrality, ≥ 0.
    public let noncentrality: Double

    /// Creates the distribution.
    public init(degreesOfFreedom: Double, noncentrality: Double) {
        self.degreesOfFreedom = degreesOfFreedom
        self.noncentrality = noncentrality
    }

    /// P(X ≤ x).
    public func cumulative(_ x: Double) -> Double {
        boost_noncentral_chi_squared_cdf(x, degreesOfFreedom, noncentrality, 1)
    }

    /// P(X > x), computed directly.
    public func upperTail(_ x: Double) -> Double {
        boost_noncentral_chi_squared_cdf(x, degreesOfFreedom, noncentrality, 0)
    }
}
