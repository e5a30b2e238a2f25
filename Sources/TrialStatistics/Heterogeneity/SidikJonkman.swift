/// The two-step estimator of τ² that starts from the spread of the estimates, also known as SJ.
///
/// τ₀² = Σ (y − ȳ)² / k; τ² = τ₀² Q(τ₀²) / (k − p) with weights 1 / (v + τ₀²). Always positive unless all estimates are
/// equal, so it is biased high where heterogeneity is small.
///
/// *Edge cases*: k = p gives 0. *Reference*: Sidik and Jonkman 2005, doi:10.1111/j.1467-9876.2005.00489.x.
public struct SidikJonkman: HeterogeneityEstimator {
    /// `SJ`.
    public let code = "SJ"
    /// `Sidik–Jonkman`.
    public let name = "Sidik–Jonkman"

    /// Creates the estimator.
    public init() {}

    /// τ² by the formula.
    public func estimate(_ model: LinearModel) -> HeterogeneityEstimate {
        let df = Double(model.residualDegreesOfFreedom)
        guard df > 0 else { return .none }
        let start = Self.start(model)
        var kernel = ModelKernel(model)
        return HeterogeneityEstimate(start * kernel.evaluate(start).residual / df, self, model)
    }

    /// τ₀² √Var Q / (k − p) with Q at the weights 1 / (v + τ₀²).
    public func standardError(of tau2: Double, in model: LinearModel) -> Double? {
        let df = Double(model.residualDegreesOfFreedom)
        guard df > 0 else { return nil }
        let start = Self.start(model)
        let form = WeightedQuadraticForm(model, weights: model.variances.map { 1 / ($0 + start) })
        return start / df * form.variance(tau2).squareRoot()
    }

    /// τ₀²: the mean squared distance of the estimates from their mean.
    static func start(_ model: LinearModel) -> Double {
        let k = Double(model.studies)
        let mean = model.estimates.reduce(0, +) / k
        return model.estimates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / k
    }
}
