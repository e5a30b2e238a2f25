import TrialNumerics

/// The interval for τ² from the generalised Q: all τ² at which Q is between its χ² quantiles.
///
/// *Edge cases*: Q(0) below the lower quantile gives the empty set, reported as 0 to 0. k = p has no interval.
/// *Reference*: Viechtbauer 2007, doi:10.1002/sim.2514.
public struct QProfileInterval: HeterogeneityInterval {
    /// `QP`.
    public let code = "QP"
    /// `Q-profile`.
    public let name = "Q-profile"

    /// Creates the method.
    public init() {}

    /// Lower and upper limit of τ².
    public func interval(_ model: LinearModel, level: Double) -> ConfidenceLimits? {
        let df = Double(model.residualDegreesOfFreedom)
        guard df > 0 else { return nil }
        let chiSquared = ChiSquaredDistribution(degreesOfFreedom: df)
        let alpha = 1 - level
        return ConfidenceLimits(
            lower: GeneralisedQ.root(model, equalTo: chiSquared.upperQuantile(alpha / 2)).value,
            upper: GeneralisedQ.root(model, equalTo: chiSquared.quantile(alpha / 2)).value)
    }
}
