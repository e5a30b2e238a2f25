/// The Hunter–Schmidt estimator with Q multiplied by k / (k − p), also known as HSk.
///
/// τ² = max(0, (k Q / (k − p) − k) / Σ 1/v).
///
/// *Edge cases*: k = p gives 0. *Reference*: Brannick, Potter, Benitez and Morris 2019, *Organizational
/// Research Methods* 22, 490–514.
public struct HunterSchmidtCorrected: HeterogeneityEstimator {
    /// `HSk`.
    public let code = "HSk"
    /// `Hunter–Schmidt with small-sample correction`.
    public let name = "Hunter–Schmidt with small-sample correction"

    /// Creates the estimator.
    public init() {}

    /// τ² by the formula.
    public func estimate(_ model: LinearModel) -> HeterogeneityEstimate {
        guard model.residualDegreesOfFreedom > 0 else { return .none }
        var kernel = ModelKernel(model)
        let sums = kernel.evaluate(0)
        let k = Double(model.studies)
        return HeterogeneityEstimate(
            max(0, (k / Double(model.residualDegreesOfFreedom) * sums.residual - k) / sums.weight), self, model)
    }

    /// k / (k − p) √Var Q / Σ 1/v.
    public func standardError(of tau2: Double, in model: LinearModel) -> Double? {
        let df = Double(model.residualDegreesOfFreedom)
        guard df > 0 else { return nil }
        var kernel = ModelKernel(model)
        let sums = kernel.evaluate(0)
        let variance = 2 * df + 4 * tau2 * sums.traceP + 2 * tau2 * tau2 * sums.tracePP
        return Double(model.studies) / df * variance.squareRoot() / sums.weight
    }
}
