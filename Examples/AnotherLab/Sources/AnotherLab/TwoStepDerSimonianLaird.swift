import TrialStatistics

/// The two-step estimator of τ², also known as DL2: the moment estimator once more, with the weights of its first answer.
///
/// τ² = max(0, (Q_w − tr P_w V) / tr P_w) at the weights w = 1/(v + τ²_DL).
///
/// *Edge cases*: k = p gives 0. *Reference*: DerSimonian and Kacker 2007, doi:10.1016/j.cct.2006.04.004.
public struct TwoStepDerSimonianLaird: HeterogeneityEstimator {
    /// `DL2`.
    public let code = "DL2"
    /// `two-step DerSimonian–Laird`.
    public let name = "two-step DerSimonian–Laird"

    /// Creates the estimator.
    public init() {}

    /// Both steps.
    public func estimate(_ model: LinearModel) -> HeterogeneityEstimate {
        let first = DerSimonianLaird().estimate(model)
        let weights = model.variances.map { 1 / ($0 + first.tau2) }
        // Weights that are no numbers cannot come from a model that was checked.
        guard
            let second = try? LinearModel(
                estimates: model.estimates, variances: model.variances, design: model.design, givenWeights: weights)
        else { return first }
        return GeneralisedQMoments().estimate(second)
    }
}
