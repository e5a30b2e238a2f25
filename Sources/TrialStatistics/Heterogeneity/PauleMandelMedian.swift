import TrialNumerics

/// The τ² at which the generalised Q equals its median, also known as PMM.
///
/// Solves y′Py(τ²) = median of χ² on k − p; too high as often as too low.
///
/// *Edge cases*: k = p gives 0. *Reference*: Viechtbauer 2021, "Median-unbiased estimators for the amount
/// of heterogeneity in meta-analysis", talk at the European Congress of Methodology, Valencia.
public struct PauleMandelMedian: HeterogeneityEstimator {
    /// `PMM`.
    public let code = "PMM"
    /// `median-unbiased Paule–Mandel`.
    public let name = "median-unbiased Paule–Mandel"

    /// Creates the estimator.
    public init() {}

    /// τ² as the root of the generalised Q.
    public func estimate(_ model: LinearModel) -> HeterogeneityEstimate {
        let df = Double(model.residualDegreesOfFreedom)
        guard df > 0 else { return .none }
        let median = ChiSquaredDistribution(degreesOfFreedom: df).quantile(0.5)
        return HeterogeneityEstimate(GeneralisedQ.root(model, equalTo: median), self, model)
    }

    /// √(2k² / (k − p)) / Σ 1 / (v + τ²).
    public func standardError(of tau2: Double, in model: LinearModel) -> Double? {
        GeneralisedQ.standardError(of: tau2, in: model)
    }
}
