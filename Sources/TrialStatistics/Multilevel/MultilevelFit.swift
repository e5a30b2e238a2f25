import TrialNumerics

/// The answer of a multilevel model, on the scale of analysis.
public struct MultilevelFit: Sendable, Codable, Equatable {
    /// Number of rows, k.
    public let rows: Int
    /// Whether the components were estimated by the restricted likelihood.
    public let isRestricted: Bool
    /// Confidence level of all limits.
    public let level: Double
    /// How the coefficients are judged.
    public let inference: MultilevelInference
    /// The coefficients; for a model without moderators the first is the pooled effect.
    public let coefficients: [Coefficient]
    /// The covariance of the coefficients, (X′WX)⁻¹, p × p.
    public let covariance: Matrix
    /// The parameters of the random terms, in the order of the terms; empty for a common-effect model.
    public let components: [VarianceComponent]
    /// How much the true effects differ, and at which level.
    public let heterogeneity: MultilevelHeterogeneity
    /// The joint test of the moderators; nil without moderators.
    public let moderatorTest: ModeratorTest?
    /// Where the true effect of a new row at a new level of every term may lie: estimate ± quantile × √(Σσ² + SE²); nil with
    /// moderators, without random terms or where inner levels differ in variance.
    public let prediction: ConfidenceLimits?
    /// The maximum-likelihood fit statistics.
    public let maximumLikelihood: FitStatistics
    /// The restricted-likelihood fit statistics; nil where k = p.
    public let restrictedLikelihood: FitStatistics?
    /// The sums of the rows of W in percent, adding to 100: without moderators each row's share in the pooled effect. Negative
    /// shares are possible with correlated rows.
    public let weights: [Double]
    /// How the search ended.
    public let convergence: Convergence
    /// What a reader must know.
    public let warnings: [MethodWarning]

    /// The first coefficient: the pooled effect of a model without moderators.
    public var pooled: Coefficient { coefficients[0] }
    /// The values of the components, in order.
    public var componentValues: [Double] { components.map(\.value) }
}
