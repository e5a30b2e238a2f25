import TrialNumerics

/// A coefficient of a mixed model.
public struct MixedModelCoefficient: Sendable, Codable, Equatable {
    /// The estimate on the scale of the model.
    public let estimate: Double
    /// Its standard error from the observed information of all parameters.
    public let standardError: Double
    /// Estimate over standard error.
    public let statistic: Double
    /// The two-sided p-value.
    public let pValue: Double
    /// The lower limit.
    @ExtendedReal public var lower: Double
    /// The upper limit.
    @ExtendedReal public var upper: Double
}

/// A mixed model in full.
public struct MixedModelResult: Sendable, Codable, Equatable {
    /// The coefficients, in the order of the design's columns.
    public let coefficients: [MixedModelCoefficient]
    /// τ², the heterogeneity of the effect.
    public let tau2: Double
    /// The standard error of τ; nil at τ = 0.
    public let tauStandardError: Double?
    /// σ², the variance of random study levels, where the model has them.
    public let levelVariance: Double?
    /// The correlation of random levels and effects, where the model has it.
    public let correlation: Double?
    /// The log-likelihood with all constants.
    public let logLikelihood: Double
    /// The log-likelihood of the model with a free effect per study.
    public let saturatedLogLikelihood: Double
    /// Σ of the deviances at the modes of the random effects.
    public let conditionalDeviance: Double
    /// Estimated parameters; a correlation is not counted, as in the field's software.
    public let parameters: Int
    /// Counts in the likelihood.
    public let observations: Int
    /// Studies in the likelihood.
    public let studies: Int
    /// Percent of the total variation due to τ², against the typical sampling variance.
    public let I2: Double
    /// (τ² + typical sampling variance) / typical sampling variance.
    public let H2: Double
    /// Likelihood-ratio test of no heterogeneity: a free effect per study against the model without τ².
    public let likelihoodRatioTest: ChiSquaredTest
    /// Wald test of the same, from the free effects.
    public let waldTest: ChiSquaredTest
    /// Test of the moderators, or of the effect where there are none: χ², or F where `degreesOfFreedom` is given.
    public let coefficientTest: MixedModelTest
    /// How the search ended.
    public let convergence: LikelihoodConvergence
    /// Whether studies without events took part.
    public let usedDoubleZero: Bool

    /// Where the effect of a new study may lie: estimate ± t(k − 1) √(τ² + SE²), on the scale of the model.
    ///
    /// Higgins, Thompson and Spiegelhalter 2009, doi:10.1111/j.1467-985X.2008.00552.x. Nil with one study or moderators.
    public func prediction(level: Double = 0.95) -> ConfidenceLimits? {
        guard coefficients.count == 1, studies > 1 else { return nil }
        let pooled = coefficients[0]
        let t = StudentTDistribution(degreesOfFreedom: Double(studies - 1)).upperQuantile((1 - level) / 2)
        let half = t * (tau2 + pooled.standardError * pooled.standardError).squareRoot()
        return ConfidenceLimits(lower: pooled.estimate - half, upper: pooled.estimate + half)
    }
}

/// A joint test of coefficients.
public struct MixedModelTest: Sendable, Codable, Equatable {
    /// χ², or F when there are denominator degrees of freedom.
    public let statistic: Double
    /// Coefficients tested.
    public let coefficients: Int
    /// Denominator degrees of freedom of the F test; nil for χ².
    public let denominatorDegreesOfFreedom: Double?
    /// The p-value.
    public let pValue: Double
}

/// The reference distribution of the coefficients.
public enum CoefficientDistribution: String, Sendable, Codable, CaseIterable {
    /// Standard normal.
    case normal
    /// Student's t with as many degrees of freedom as studies minus coefficients.
    case studentT = "t"
}

/// Where the limits of the coefficients come from.
public enum CoefficientLimits: String, Sendable, Codable, CaseIterable {
    /// Estimate ± quantile × standard error.
    case wald
    /// The values that the likelihood-ratio test does not reject.
    case profileLikelihood = "profile-likelihood"
}
