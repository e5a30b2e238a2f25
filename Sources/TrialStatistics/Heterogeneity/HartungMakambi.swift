/// A moment estimator of τ² that is never zero, also known as HM.
///
/// τ² = Q² / ((2(k − p) + Q) tr P) with P at the weights 1/v. Positive unless all estimates are equal, so it is biased
/// high where heterogeneity is small. No standard error is known.
///
/// *Edge cases*: k = p gives 0. *Reference*: Hartung and Makambi 2003, doi:10.1081/SAC-120023884.
public struct HartungMakambi: HeterogeneityEstimator {
    /// `HM`.
    public let code = "HM"
    /// `Hartung–Makambi`.
    public let name = "Hartung–Makambi"

    /// Creates the estimator.
    public init() {}

    /// τ² by the formula.
    public func estimate(_ model: LinearModel) -> HeterogeneityEstimate {
        let df = Double(model.residualDegreesOfFreedom)
        guard df > 0 else { return .none }
        var kernel = ModelKernel(model)
        let sums = kernel.evaluate(0)
        let q = sums.residual
        return HeterogeneityEstimate(tau2: q * q / ((2 * df + q) * sums.traceP), standardError: nil)
    }
}
