import TrialNumerics

/// A way to judge coefficients: their covariance, their reference distribution and, from these, limits and p-values.
public protocol IntervalMethod: Sendable {
    /// A stable word, such as `hartung-knapp`.
    var code: String { get }
    /// The name in full.
    var name: String { get }
    /// What the method says of every coefficient of a solved model.
    func inference(for solution: ModelSolution, level: Double) -> CoefficientInference
}

/// The covariance of the coefficients and the distribution against which they are judged.
public struct CoefficientInference: Sendable {
    /// The covariance of β that the method believes.
    public let covariance: Matrix
    /// Degrees of freedom of the t distribution for each coefficient; infinite for the normal one.
    public let degreesOfFreedom: [Double]
    /// Limits found by other means than estimate ± quantile × standard error, one a coefficient.
    public let limits: [ConfidenceLimits]?
    /// What a reader must know.
    public let warnings: [MethodWarning]

    /// Creates an inference; without `limits`, these follow from covariance and degrees of freedom.
    public init(
        covariance: Matrix, degreesOfFreedom: [Double], limits: [ConfidenceLimits]? = nil,
        warnings: [MethodWarning] = []
    ) {
        self.covariance = covariance
        self.degreesOfFreedom = degreesOfFreedom
        self.limits = limits
        self.warnings = warnings
    }

    /// The table of coefficients at a confidence level.
    public func table(_ solution: ModelSolution, level: Double) -> [Coefficient] {
        solution.coefficients.indices.map { j in
            let estimate = solution.coefficients[j]
            let error = covariance[j, j].squareRoot()
            let df = degreesOfFreedom[j]
            let distribution = StudentTDistribution(degreesOfFreedom: df)
            let half = distribution.upperQuantile((1 - level) / 2) * error
            let statistic = estimate / error
            return Coefficient(
                name: solution.model.design.names[j], estimate: estimate, standardError: error, statistic: statistic,
                degreesOfFreedom: df.isFinite ? df : nil, pValue: distribution.twoSided(statistic),
                limits: limits?[j] ?? ConfidenceLimits(lower: estimate - half, upper: estimate + half))
        }
    }
}
