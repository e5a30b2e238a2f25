import TrialNumerics

/// Estimate ± normal quantile × model-based standard error, also known as the Wald interval.
///
/// Too narrow with few studies, because it takes τ² as known.
public struct NormalInterval: IntervalMethod {
    /// `normal`.
    public let code = "normal"
    /// `normal (Wald)`.
    public let name = "normal (Wald)"

    /// Creates the method.
    public init() {}

    /// The model-based covariance with the normal distribution.
    public func inference(for solution: ModelSolution, level: Double) -> CoefficientInference {
        CoefficientInference(
            covariance: solution.covariance,
            degreesOfFreedom: Array(repeating: .infinity, count: solution.coefficients.count))
    }
}
