import TrialNumerics

/// The joint test that several coefficients are zero.
public struct ModeratorTest: Sendable, Codable, Equatable {
    /// 1-based positions of the tested coefficients.
    public let coefficients: [Int]
    /// A χ² statistic, or F where `denominatorDegreesOfFreedom` is given.
    public let statistic: Double
    /// Number of tested coefficients.
    public let degreesOfFreedom: Int
    /// Degrees of freedom below an F; nil for χ².
    public let denominatorDegreesOfFreedom: Double?
    /// P(χ² or F > statistic).
    public let pValue: Double

    /// The Wald test of `positions` (zero-based): β′C⁻¹β against χ², or divided by their number against F.
    public init?(_ solution: ModelSolution, _ inference: CoefficientInference, testing positions: [Int]) {
        self.init(
            coefficients: solution.coefficients, covariance: inference.covariance,
            degreesOfFreedom: inference.degreesOfFreedom.min() ?? .infinity, testing: positions)
    }

    /// The same from coefficients and covariance; infinite degrees of freedom mean χ². Nil without positions to test or where
    /// the covariance is singular.
    public init?(coefficients: [Double], covariance: Matrix, degreesOfFreedom: Double, testing positions: [Int]) {
        guard !positions.isEmpty else { return nil }
        var rows = Matrix(rows: positions.count, columns: coefficients.count)
        for (a, j) in positions.enumerated() { rows[a, j] = 1 }
        let hypothesis = LinearHypothesis(
            rows, coefficients: coefficients, covariance: covariance, degreesOfFreedom: degreesOfFreedom)
        guard let joint = hypothesis.joint else { return nil }
        self.coefficients = positions.map { $0 + 1 }
        statistic = joint.statistic
        self.degreesOfFreedom = joint.degreesOfFreedom
        denominatorDegreesOfFreedom = joint.denominatorDegreesOfFreedom
        pValue = joint.pValue
    }
}
