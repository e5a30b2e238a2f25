import TrialNumerics

/// Regression of one variable on others from a correlation matrix.
///
/// Standardised coefficients β = R_xx⁻¹ r_xy; standard errors √((1 − R²) (R_xx⁻¹)ⱼⱼ/(n − p)), for p predictors without
/// an intercept, which standardised variables do not need. Becker and Wu 2007, doi:10.1214/07-STS243.
public struct CorrelationRegression: Sendable, Codable, Equatable {
    /// One predictor's line.
    public struct Coefficient: Sendable, Codable, Equatable {
        /// The standardised coefficient.
        public let estimate: Double
        /// Its standard error.
        public let standardError: Double
        /// Its t statistic.
        public let t: Double
        /// The two-sided p-value.
        public let pValue: Double
        /// The confidence interval.
        public let interval: EffectInterval
    }

    /// The predictors in the order given.
    public let coefficients: [Coefficient]
    /// Residual degrees of freedom.
    public let degreesOfFreedom: Double
    /// The explained share of the variance.
    public let R2: Double
    /// The same adjusted for the number of predictors.
    public let adjustedR2: Double
    /// The F statistic of all predictors.
    public let F: Double
    /// Its p-value.
    public let pValue: Double

    /// Regresses the variable `outcome` on `predictors` (0-based positions in the matrix).
    public init(
        correlations: Matrix, outcome: Int, predictors: [Int], total: Double, level: Double = 0.95
    ) throws(StatisticsError) {
        try ConversionInput.probability(level, "level")
        let p = Double(predictors.count)
        try ConversionInput.atLeast(p + 1, total, "total")
        let inner = Matrix(predictors.map { i in predictors.map { correlations[i, $0] } })
        guard let factor = Cholesky(inner) else {
            throw StatisticsError(
                .redundantModerator, "the predictors' correlations are not positive definite", field: "correlations")
        }
        let outer = predictors.map { correlations[$0, outcome] }
        let beta = factor.solve(outer)
        let share = dot(beta, outer)
        guard share <= 1 else {
            throw StatisticsError(.impossibleData, "no data have these correlations", field: "correlations")
        }
        let degrees = total - p
        let inverse = factor.inverse.diagonal
        let t = StudentTDistribution(degreesOfFreedom: degrees)
        let quantile = t.upperQuantile((1 - level) / 2)
        coefficients = zip(beta, inverse).map { estimate, element in
            let error = ((1 - share) * element / degrees).squareRoot()
            return Coefficient(
                estimate: estimate, standardError: error, t: estimate / error, pValue: t.twoSided(estimate / error),
                interval: EffectInterval(lower: estimate - quantile * error, upper: estimate + quantile * error))
        }
        degreesOfFreedom = degrees
        R2 = share
        adjustedR2 = 1 - (1 - share) * total / degrees
        F = share / p / ((1 - share) / degrees)
        pValue = FDistribution(numeratorDegreesOfFreedom: p, denominatorDegreesOfFreedom: degrees).upperTail(F)
    }
}
