import TrialNumerics

/// Estimate ± t quantile on k − p degrees of freedom × model-based standard error; k counts independent studies.
///
/// *Edge cases*: k = p leaves no degree of freedom: the normal interval is given with a warning. *Reference*: Follmann
/// and Proschan 1999, doi:10.1111/j.0006-341X.1999.00732.x.
public struct TInterval: CoefficientInterval {
    /// `t`.
    public let code = "t"
    /// `t`.
    public let name = "t"

    /// Creates the method.
    public init() {}

    /// The model-based covariance with t on k − p degrees of freedom.
    public func inference(for solution: ModelSolution, level: Double) -> CoefficientInference {
        judgement(of: solution, level: level)
    }

    func judgement(of solved: some SolvedCoefficients, level: Double) -> CoefficientInference {
        let df = solved.inferenceDegreesOfFreedom
        guard df > 0 else { return NormalInterval().asFallback(for: solved, level: level, instead: name) }
        return CoefficientInference(
            covariance: solved.covariance,
            degreesOfFreedom: Array(repeating: Double(df), count: solved.coefficients.count))
    }

    func scaling(degreesOfFreedom: Int, level: Double) -> ResidualScaling {
        guard degreesOfFreedom > 0 else { return .normal }
        let df = Double(degreesOfFreedom)
        return ResidualScaling(threshold: .infinity, degreesBelow: df, degreesFrom: df)
    }
}

extension NormalInterval {
    /// The normal interval with the warning that another method had no degree of freedom.
    func asFallback(for solved: some SolvedCoefficients, level: Double, instead name: String) -> CoefficientInference {
        let plain = judgement(of: solved, level: level)
        let warning = MethodWarning(
            code: "no-degrees-of-freedom",
            message:
                "With as many coefficients as studies the \(name) interval does not exist; the normal one is given.")
        return CoefficientInference(
            covariance: plain.covariance, degreesOfFreedom: plain.degreesOfFreedom, warnings: [warning])
    }
}
