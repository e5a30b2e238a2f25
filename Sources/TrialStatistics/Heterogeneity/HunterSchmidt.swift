/// The estimator of τ² as variance beyond sampling error in psychometric meta-analysis, also known as HS.
///
/// τ² = max(0, (Q − k) / Σ 1/v). Biased low, since Q expects k − p.
///
/// *Edge cases*: k = p gives 0. *References*: Hunter and Schmidt 2004, doi:10.4135/9781412985031; Viechtbauer 2005,
/// doi:10.3102/10769986030003261.
public struct HunterSchmidt: HeterogeneityEstimator {
    /// `HS`.
    public let code = "HS"
    /// `Hunter–Schmidt`.
    public let name = "Hunter–Schmidt"

    /// Creates the estimator.
    public init() {}

    /// τ² by the formula.
    public func estimate(_ model: LinearModel) -> HeterogeneityEstimate {
        guard model.residualDegreesOfFreedom > 0 else { return .none }
        var kernel = ModelKernel(model)
        let sums = kernel.evaluate(0)
        let k = Double(model.studies)
        return HeterogeneityEstimate(max(0, (sums.residual - k) / sums.weight), self, model)
    }

    /// √Var Q / Σ 1/v.
    public func standardError(of tau2: Double, in model: LinearModel) -> Double? {
        let df = Double(model.residualDegreesOfFreedom)
        guard df > 0 else { return nil }
        var kernel = ModelKernel(model)
        let sums = kernel.evaluate(0)
        let variance = 2 * df + 4 * tau2 * sums.traceP + 2 * tau2 * tau2 * sums.tracePP
        return variance.squareRoot() / sums.weight
    }
}
