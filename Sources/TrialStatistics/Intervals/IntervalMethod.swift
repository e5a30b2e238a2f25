import TrialNumerics

/// A way to judge coefficients: their covariance, their reference distribution and, from these, limits and p-values.
public protocol IntervalMethod: Sendable {
    /// A stable word, such as `hartung-knapp`.
    var code: String { get }
    /// The name in full.
    var name: String { get }
    /// What the method says of every coefficient of a solved model; where it has no answer, the nearest method's with a
    /// warning.
    func inference(for solution: ModelSolution, level: Double) -> CoefficientInference
    /// The coefficients that the method judges: those of the usual weights unless it has weights of its own.
    func solution(of model: LinearModel, tau2: Double, isRandom: Bool) -> ModelSolution
}

extension IntervalMethod {
    /// The coefficients by the usual weights.
    public func solution(of model: LinearModel, tau2: Double, isRandom: Bool) -> ModelSolution {
        ModelSolution(model, tau2: tau2, isRandom: isRandom)
    }
}

/// The covariance of the coefficients and the distribution against which they are judged.
public struct CoefficientInference: Sendable {
    /// The covariance of β that the method believes.
    public let covariance: Matrix
    /// Degrees of freedom of the t distribution for each coefficient; infinite for the normal one.
    public let degreesOfFreedom: [Double]
    /// Limits found by other means than estimate ± quantile × standard error, one a coefficient.
    public let limits: [ConfidenceLimits]?
    /// Test statistics other than estimate divided by standard error, with their p-values, one a coefficient.
    public let tests: [CoefficientTest]?
    /// What a reader must know.
    public let warnings: [MethodWarning]

    /// Creates an inference; without `limits`, these follow from covariance and degrees of freedom.
    public init(
        covariance: Matrix, degreesOfFreedom: [Double], limits: [ConfidenceLimits]? = nil,
        tests: [CoefficientTest]? = nil, warnings: [MethodWarning] = []
    ) {
        self.covariance = covariance
        self.degreesOfFreedom = degreesOfFreedom
        self.limits = limits
        self.tests = tests
        self.warnings = warnings
    }

    /// The table of coefficients at a confidence level.
    public func table(_ solution: ModelSolution, level: Double) -> [Coefficient] {
        table(names: solution.model.design.names, estimates: solution.coefficients, level: level)
    }

    /// The table of coefficients from their names and estimates, in the order of the covariance.
    public func table(names: [String], estimates: [Double], level: Double) -> [Coefficient] {
        estimates.indices.map { j in
            let distribution = StudentTDistribution(degreesOfFreedom: degreesOfFreedom[j])
            return coefficient(
                j, name: names[j], estimate: estimates[j], quantile: distribution.upperQuantile((1 - level) / 2))
        }
    }

    /// One coefficient; `quantile` is the upper one of its t distribution for the level.
    func coefficient(_ j: Int, name: String, estimate: Double, quantile: Double) -> Coefficient {
        let error = covariance[j, j].squareRoot()
        let df = degreesOfFreedom[j]
        let half = quantile * error
        let statistic = estimate / error
        return Coefficient(
            name: name, estimate: estimate, standardError: error, statistic: tests?[j].statistic ?? statistic,
            degreesOfFreedom: df.isFinite ? df : nil,
            pValue: tests?[j].pValue ?? StudentTDistribution(degreesOfFreedom: df).twoSided(statistic),
            limits: limits?[j] ?? ConfidenceLimits(lower: estimate - half, upper: estimate + half))
    }
}

/// The test that one coefficient is zero.
public struct CoefficientTest: Sendable, Equatable {
    /// The statistic, positive where the estimate is.
    public let statistic: Double
    /// The two-sided p-value.
    public let pValue: Double

    /// Creates a test.
    public init(statistic: Double, pValue: Double) {
        self.statistic = statistic
        self.pValue = pValue
    }
}
