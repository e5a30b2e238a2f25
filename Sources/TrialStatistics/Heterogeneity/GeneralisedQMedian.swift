/// The τ² at which the observed Q with given weights is its median, also known as GENQM.
///
/// Solves P(Q ≤ observed | τ²) = ½; Q is a weighted sum of χ² variables whose distribution is computed to about 13
/// digits, above 1000 studies taken as gamma with Q's exact mean and variance.
///
/// *Edge cases*: k = p gives 0, as does an observed Q below its median at τ² = 0. *Reference*: Viechtbauer 2021,
/// "Median-unbiased estimators for the amount of heterogeneity in meta-analysis", talk at the European Congress of
/// Methodology, Valencia; the distribution of Q as in Biggerstaff and Jackson 2008, doi:10.1002/sim.3428.
public struct GeneralisedQMedian: HeterogeneityEstimator {
    /// `GENQM`.
    public let code = "GENQM"
    /// `median-unbiased generalised Q`.
    public let name = "median-unbiased generalised Q"

    /// Creates the estimator.
    public init() {}

    /// τ² as the root of the distribution function of Q.
    public func estimate(_ model: LinearModel) -> HeterogeneityEstimate {
        guard model.residualDegreesOfFreedom > 0 else { return .none }
        return HeterogeneityEstimate(GeneralisedQ.form(model).tau2(lowerTail: 0.5), self, model)
    }

    /// √Var Q / tr P.
    public func standardError(of tau2: Double, in model: LinearModel) -> Double? {
        guard model.residualDegreesOfFreedom > 0 else { return nil }
        let form = GeneralisedQ.form(model)
        return form.variance(tau2).squareRoot() / form.traceP
    }
}
