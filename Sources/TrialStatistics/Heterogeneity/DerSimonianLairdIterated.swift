/// The moment step with weights 1 / (v + τ²) repeated until nothing changes, also known as DLIT.
///
/// At a fixed point Q(τ²) = k − p, or τ² = 0 where Q(0) is below: the estimate is that of Paule and Mandel, found here
/// as a root.
///
/// *Edge cases*: k = p gives 0. *Reference*: DerSimonian and Kacker 2007, doi:10.1016/j.cct.2006.04.004.
public struct DerSimonianLairdIterated: HeterogeneityEstimator {
    /// `DLIT`.
    public let code = "DLIT"
    /// `iterated DerSimonian–Laird`.
    public let name = "iterated DerSimonian–Laird"

    /// Creates the estimator.
    public init() {}

    /// τ² as the root of the generalised Q.
    public func estimate(_ model: LinearModel) -> HeterogeneityEstimate {
        let df = Double(model.residualDegreesOfFreedom)
        guard df > 0 else { return .none }
        return HeterogeneityEstimate(GeneralisedQ.root(model, equalTo: df), self, model)
    }

    /// √(2k² / (k − p)) / Σ 1 / (v + τ²).
    public func standardError(of tau2: Double, in model: LinearModel) -> Double? {
        GeneralisedQ.standardError(of: tau2, in: model)
    }
}
