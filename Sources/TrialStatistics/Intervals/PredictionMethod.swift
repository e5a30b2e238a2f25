import TrialNumerics

/// A way to say where the true effect of a new, similar study may lie.
public protocol PredictionMethod: Sendable {
    /// A stable word, such as `t-k-1`.
    var code: String { get }
    /// The name in full.
    var name: String { get }
    /// The interval around the pooled effect of an intercept-only model; nil where it does not exist.
    func interval(for solution: ModelSolution, inference: CoefficientInference, level: Double) -> ConfidenceLimits?
}
