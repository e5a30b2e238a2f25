import TrialNumerics

/// Estimate ± normal quantile × model-based standard error, also known as the Wald interval.
///
/// β ± z √C with C = (X′WX)⁻¹, the sandwich with given weights. Too narrow with few studies, because it takes τ² as
/// known.
///
/// *Edge cases*: exists for one study too, and is what other methods fall back to. *Reference*: DerSimonian and Laird
/// 1986, doi:10.1016/0197-2456(86)90046-2.
public struct NormalInterval: CoefficientInterval {
    /// `normal`.
    public let code = "normal"
    /// `normal (Wald)`.
    public let name = "normal (Wald)"

    /// Creates the method.
    public init() {}

    /// The model-based covariance with the normal distribution.
    public func inference(for solution: ModelSolution, level: Double) -> CoefficientInference {
        judgement(of: solution, level: level)
    }

    func judgement(of solved: some SolvedCoefficients, level: Double) -> CoefficientInference {
        CoefficientInference(
            covariance: solved.covariance,
            degreesOfFreedom: Array(repeating: .infinity, count: solved.coefficients.count))
    }
}
