import CBoostMath

/// The non-central t distribution.
///
/// The tail opposite to the shift, below about 1e-27, comes out as 0. Degrees of freedom from 1e-8 to 1e8 and non-centralities
/// up to 10,000 either way are answered, others with NaN.
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
    public func cumulative(_ x: Double) -> Double {
        answered(degreesOfFreedom, noncentrality) { boost_noncentral_t_cdf(x, $0, $1, 1) }
    }

    /// P(T > x), computed directly.
    public func upperTail(_ x: Double) -> Double {
        answered(degreesOfFreedom, noncentrality) { boost_noncentral_t_cdf(x, $0, $1, 0) }
    }
}

/// The non-central χ² distribution.
///
/// Degrees of freedom from 1e-8 to 1e8 and non-centralities up to 10,000 are answered, others with NaN.
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
        answered(degreesOfFreedom, noncentrality) { boost_noncentral_chi_squared_cdf(x, $0, $1, 1) }
    }

    /// P(X > x), computed directly.
    public func upperTail(_ x: Double) -> Double {
        answered(degreesOfFreedom, noncentrality) { boost_noncentral_chi_squared_cdf(x, $0, $1, 0) }
    }
}

/// A probability of a non-central distribution; NaN where a general algorithm takes for ever.
private func answered(
    _ degreesOfFreedom: Double, _ noncentrality: Double, _ probability: (Double, Double) -> Double
) -> Double {
    guard degreesOfFreedom >= 1e-8, degreesOfFreedom <= 1e8, abs(noncentrality) <= 1e4 else { return .nan }
    return inUnitRange(probability(degreesOfFreedom, noncentrality))
}
