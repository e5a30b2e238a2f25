/// The Sidik–Jonkman step repeated until nothing changes, also known as SJIT.
///
/// A fixed point of τ² ↦ τ² Q(τ²) / (k − p) has Q(τ²) = k − p or τ² = 0: the estimate is that of Paule and Mandel, found
/// here as a root instead of by the iteration, which creeps near 0.
///
/// *Edge cases*: k = p gives 0. *Reference*: Sidik and Jonkman 2005, doi:10.1111/j.1467-9876.2005.00489.x.
public struct SidikJonkmanIterated: HeterogeneityEstimator {
    /// `SJIT`.
    public let code = "SJIT"
    /// `iterated Sidik–Jonkman`.
    public let name = "iterated Sidik–Jonkman"

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
