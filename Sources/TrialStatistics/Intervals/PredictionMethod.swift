import TrialNumerics

/// A way to say where the true effect of a new, similar study may lie.
///
/// On the scale of analysis. With few studies it is wide, and below three it says nothing; it holds for studies like
/// these, not for other patients. Riley, Higgins and Deeks 2011, doi:10.1136/bmj.d549.
public protocol PredictionMethod: Sendable {
    /// A stable word, such as `t-k-1`.
    var code: String { get }
    /// The name in full.
    var name: String { get }
    /// The interval around the pooled effect of an intercept-only model; nil where it does not exist.
    func interval(for solution: ModelSolution, inference: CoefficientInference, level: Double) -> ConfidenceLimits?
}
