import TrialNumerics

/// The interval for τ² from the generalised Q: all τ² at which Q is between its χ² quantiles.
///
/// *Edge cases*: Q(0) below the lower quantile leaves no τ² ≥ 0 in the interval: no limits and the warning
/// `empty-interval`. k = p has no interval.
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
        let quantile = chiSquared.quantile(alpha / 2)
        var kernel = ModelKernel(model)
        guard kernel.scores(0).residual >= quantile else { return nil }
        return ConfidenceLimits(
            lower: GeneralisedQ.root(&kernel, equalTo: chiSquared.upperQuantile(alpha / 2)).value,
            upper: GeneralisedQ.root(&kernel, equalTo: quantile).value)
    }

    /// Why the interval is empty, where it is.
    public func warnings(_ model: LinearModel, level: Double) -> [MethodWarning] {
        guard let (q, quantile) = shortfall(model, level: level) else { return [] }
        let reason =
            "Q = \(MethodWarning.rounded(q)) on \(model.residualDegreesOfFreedom) degrees of freedom is below the χ²"
            + " quantile \(MethodWarning.rounded(quantile))"
        return [.emptyInterval(name, because: reason)]
    }

    /// Q at τ² = 0 and the lower quantile of χ², where Q is the smaller.
    private func shortfall(_ model: LinearModel, level: Double) -> (q: Double, quantile: Double)? {
        let df = Double(model.residualDegreesOfFreedom)
        guard df > 0 else { return nil }
        var kernel = ModelKernel(model)
        let q = kernel.scores(0).residual
        // Only a Q below its expectation can be below the quantile of a tail.
        guard q < df else { return nil }
        let quantile = ChiSquaredDistribution(degreesOfFreedom: df).quantile((1 - level) / 2)
        return q < quantile ? (q, quantile) : nil
    }
}
