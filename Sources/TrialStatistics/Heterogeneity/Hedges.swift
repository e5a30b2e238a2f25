/// The moment estimator of τ² from unweighted residuals, also known as HE, Cochran's ANOVA or variance component estimator.
///
/// τ² = max(0, (y′Py − tr PV) / (k − p)) with P at equal weights.
///
/// *Edge cases*: k = p gives 0. *References*: Cochran 1954, doi:10.2307/3001666; Hedges 1983,
/// doi:10.1037/0033-2909.93.2.388.
public struct Hedges: HeterogeneityEstimator {
    /// `HE`.
    public let code = "HE"
    /// `Hedges`.
    public let name = "Hedges"

    /// Creates the estimator.
    public init() {}

    /// τ² by the formula.
    public func estimate(_ model: LinearModel) -> HeterogeneityEstimate {
        guard model.residualDegreesOfFreedom > 0 else { return .none }
        return HeterogeneityEstimate(max(0, form(model).momentTau2), self, model)
    }

    /// √Var Q / (k − p).
    public func standardError(of tau2: Double, in model: LinearModel) -> Double? {
        guard model.residualDegreesOfFreedom > 0 else { return nil }
        let form = form(model)
        return form.variance(tau2).squareRoot() / form.traceP
    }

    private func form(_ model: LinearModel) -> WeightedQuadraticForm {
        WeightedQuadraticForm(model, weights: Array(repeating: 1, count: model.studies))
    }
}
