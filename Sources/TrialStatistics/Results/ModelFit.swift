/// The answer of a model: everything a table or a figure shows of it, on the scale of analysis.
public struct ModelFit: Sendable, Codable, Equatable {
    /// Number of rows, k: one a study unless ``clusters`` says otherwise.
    public let studies: Int
    /// Confidence level of all limits.
    public let level: Double
    /// The code of the interval method.
    public let interval: String
    /// The coefficients; for a model without moderators the first is the pooled effect.
    public let coefficients: [Coefficient]
    /// How much the studies differ.
    public let heterogeneity: Heterogeneity
    /// The joint test of the moderators; nil without moderators.
    public let moderatorTest: ModeratorTest?
    /// The prediction interval; nil where the method or the data do not give one.
    public let prediction: ConfidenceLimits?
    /// The maximum-likelihood fit statistics.
    public let maximumLikelihood: FitStatistics?
    /// The restricted-likelihood fit statistics; nil for a common-effect model.
    public let restrictedLikelihood: FitStatistics?
    /// Percentage of the weight that each study has, adding to 100; negative shares are possible with correlated rows.
    public let weights: [Double]
    /// How the search for τ² ended.
    public let convergence: Convergence
    /// What a reader must know.
    public let warnings: [MethodWarning]
    /// How many different studies the rows come from, where they are fewer; nil where each row is a study.
    public var clusters: Int?

    /// How many different studies the fit rests on: `clusters`, or k.
    public var independentStudies: Int { clusters ?? studies }

    /// The first coefficient: the pooled effect of a model without moderators.
    public var pooled: Coefficient { coefficients[0] }
}
