/// How a measure of counts takes their overdispersion: that people differ in their rates by more than chance.
///
/// A negative binomial count has the variance μ + α μ² for one person, with the dispersion α ≥ 0 and α = 0 for Poisson's. The
/// logarithm of the rate of a group of n people with x events in all then has the variance 1/x + α/n, whatever its time
/// (delta method; Zhu and Lakkis 2014, doi:10.1002/sim.5947).
public enum CountDispersion: Sendable {
    /// The measure is a sum or difference of logarithms of rates.
    case logarithmOfRate

    /// The variance that a group adds, beyond that of Poisson counts.
    ///
    /// - Parameters:
    ///   - dispersion: α, at least 0.
    ///   - people: How many people the counts are of, above 0.
    public func addedVariance(dispersion: Double, people: Double) -> Double {
        switch self {
        case .logarithmOfRate: dispersion / people
        }
    }
}
