import TrialNumerics

/// The comparison of a model with a smaller one by their maximum likelihoods.
///
/// 2 (ℓ full − ℓ reduced) against χ² on the difference in parameters. Both fits need τ² by maximum likelihood or no τ².
/// Restricted likelihoods of different moderators cannot be compared.
public struct LikelihoodRatioTest: Sendable, Codable, Equatable {
    /// 2 (ℓ full − ℓ reduced), at least 0.
    public let statistic: Double
    /// The difference in parameters.
    public let degreesOfFreedom: Int
    /// P(χ² > statistic).
    public let pValue: Double
    /// Percentage of the reduced model's heterogeneity that the full one explains; nil where there was none.
    public let rSquared: Double?

    /// Compares two fits to the same studies.
    ///
    /// - Throws: `StatisticsError` where the fits do not belong together or are not by maximum likelihood.
    public init(full: ModelFit, reduced: ModelFit) throws(StatisticsError) {
        guard full.heterogeneity.estimator == reduced.heterogeneity.estimator,
            [nil, "ML"].contains(full.heterogeneity.estimator)
        else {
            throw StatisticsError(
                .unsupported, "a likelihood-ratio test needs both models fitted by maximum likelihood (ML)",
                field: "heterogeneity")
        }
        guard full.studies == reduced.studies, let large = full.maximumLikelihood,
            let small = reduced.maximumLikelihood, large.parameters > small.parameters
        else {
            throw StatisticsError(
                .unsupported, "the full model must have more coefficients than the reduced one, on the same studies")
        }
        statistic = max(0, 2 * (large.logLikelihood - small.logLikelihood))
        degreesOfFreedom = large.parameters - small.parameters
        pValue = ChiSquaredDistribution(degreesOfFreedom: Double(degreesOfFreedom)).upperTail(statistic)
        func unexplained(_ fit: ModelFit) -> Double {
            let h = fit.heterogeneity
            return h.estimator == nil ? h.q / Double(max(1, h.qDegreesOfFreedom)) : h.tau2
        }
        let before = unexplained(reduced)
        rSquared = before > 0 ? max(0, 100 * (before - unexplained(full)) / before) : nil
    }
}
