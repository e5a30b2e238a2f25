import TrialNumerics

/// Tests of linear combinations Lβ = 0, one by one and together.
///
/// Each row l′β over √(l′Cl) with the covariance C of the interval method, against t on the fewest degrees of freedom
/// among the coefficients; together (Lβ)′(LCL′)⁻¹Lβ against χ², or divided by the number of rows against F.
///
/// *Edge cases*: rows that depend on each other have no joint test.
public struct LinearHypothesis: Sendable, Codable, Equatable {
    /// One combination.
    public struct Row: Sendable, Codable, Equatable {
        /// The value of the combination.
        public let estimate: Double
        /// Its standard error.
        public let standardError: Double
        /// Estimate divided by standard error.
        public let statistic: Double
        /// The two-sided p-value.
        public let pValue: Double
        /// The confidence limits.
        public let limits: ConfidenceLimits
    }

    /// The combinations.
    public let rows: [Row]
    /// The joint test: χ², or F with t-type inference; nil where the combinations depend on each other.
    public let joint: JointTest?

    /// A joint test.
    public struct JointTest: Sendable, Codable, Equatable {
        /// χ², or F where `denominatorDegreesOfFreedom` is given.
        public let statistic: Double
        /// Number of combinations.
        public let degreesOfFreedom: Int
        /// Degrees of freedom below an F.
        public let denominatorDegreesOfFreedom: Double?
        /// The p-value.
        public let pValue: Double
    }

    /// Tests the rows of `combinations`, whose columns are the coefficients.
    public init(
        _ combinations: Matrix, _ solution: ModelSolution, _ inference: CoefficientInference, level: Double = 0.95
    ) {
        self.init(
            combinations, coefficients: solution.coefficients, covariance: inference.covariance,
            degreesOfFreedom: inference.degreesOfFreedom.min() ?? .infinity, level: level)
    }

    /// Tests the rows of `combinations` from the coefficients and their covariance; infinite degrees of freedom mean normal.
    public init(
        _ combinations: Matrix, coefficients: [Double], covariance: Matrix, degreesOfFreedom df: Double,
        level: Double = 0.95
    ) {
        precondition(combinations.columns == coefficients.count, "a combination needs a value a coefficient")
        let estimates = combinations * coefficients
        let covariance = combinations * covariance * combinations.transposed
        let distribution = StudentTDistribution(degreesOfFreedom: df)
        let quantile = distribution.upperQuantile((1 - level) / 2)
        rows = estimates.indices.map { i in
            let error = covariance[i, i].squareRoot()
            return Row(
                estimate: estimates[i], standardError: error, statistic: estimates[i] / error,
                pValue: distribution.twoSided(estimates[i] / error),
                limits: ConfidenceLimits(
                    lower: estimates[i] - quantile * error, upper: estimates[i] + quantile * error))
        }
        joint = Self.jointTest(estimates, covariance, df)
    }

    private static func jointTest(_ estimates: [Double], _ covariance: Matrix, _ df: Double) -> JointTest? {
        guard !estimates.isEmpty, let factor = Cholesky(covariance) else { return nil }
        let half = factor.forwardSolve(estimates)
        let wald = dot(half, half)
        let m = Double(estimates.count)
        guard df.isFinite else {
            return JointTest(
                statistic: wald, degreesOfFreedom: estimates.count, denominatorDegreesOfFreedom: nil,
                pValue: ChiSquaredDistribution(degreesOfFreedom: m).upperTail(wald))
        }
        let f = FDistribution(numeratorDegreesOfFreedom: m, denominatorDegreesOfFreedom: df)
        return JointTest(
            statistic: wald / m, degreesOfFreedom: estimates.count, denominatorDegreesOfFreedom: df,
            pValue: f.upperTail(wald / m))
    }
}
