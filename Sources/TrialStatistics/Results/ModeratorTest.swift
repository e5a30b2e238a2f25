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
    /// The p-value.
    public let pValue: Double

    /// The Wald test of `positions` (zero-based): β′C⁻¹β against χ², or divided by their number against F.
    public init?(_ solution: ModelSolution, _ inference: CoefficientInference, testing positions: [Int]) {
        let m = positions.count
        guard m > 0 else { return nil }
        var block = Matrix(rows: m, columns: m)
        for (a, i) in positions.enumerated() {
            for (b, j) in positions.enumerated() { block[a, b] = inference.covariance[i, j] }
        }
        let beta = positions.map { solution.coefficients[$0] }
        guard let factor = Cholesky(block) else { return nil }
        let half = factor.forwardSolve(beta)
        let wald = dot(half, half)
        let df = positions.map { inference.degreesOfFreedom[$0] }.min() ?? .infinity
        coefficients = positions.map { $0 + 1 }
        degreesOfFreedom = m
        if df.isInfinite {
            statistic = wald
            denominatorDegreesOfFreedom = nil
            pValue = ChiSquaredDistribution(degreesOfFreedom: Double(m)).upperTail(wald)
        } else {
            statistic = wald / Double(m)
            denominatorDegreesOfFreedom = df
            pValue = FDistribution(numeratorDegreesOfFreedom: Double(m), denominatorDegreesOfFreedom: df).upperTail(
                statistic)
        }
    }
}
