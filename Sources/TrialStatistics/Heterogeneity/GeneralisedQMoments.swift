/// The moment estimator of τ² from a Q with the weights given in the model, also known as GENQ.
///
/// τ² = max(0, (y′Py − tr PV) / tr P) with P at the given weights, 1/v where none are given (then it is DL).
///
/// *Edge cases*: k = p gives 0. *Reference*: DerSimonian and Kacker 2007, doi:10.1016/j.cct.2006.04.004; Jackson,
/// Turner, Rhodes and Viechtbauer 2014, doi:10.1186/1471-2288-14-103.
public struct GeneralisedQMoments: HeterogeneityEstimator {
    /// `GENQ`.
    public let code = "GENQ"
    /// `generalised Q`.
    public let name = "generalised Q"

    /// Creates the estimator.
    public init() {}

    /// τ² by the formula.
    public func estimate(_ model: LinearModel) -> HeterogeneityEstimate {
        guard model.residualDegreesOfFreedom > 0 else { return .none }
        return HeterogeneityEstimate(max(0, GeneralisedQ.form(model).momentTau2), self, model)
    }

    /// √Var Q / tr P.
    public func standardError(of tau2: Double, in model: LinearModel) -> Double? {
        guard model.residualDegreesOfFreedom > 0 else { return nil }
        let form = GeneralisedQ.form(model)
        return form.variance(tau2).squareRoot() / form.traceP
    }
}
