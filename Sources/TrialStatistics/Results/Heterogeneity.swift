/// How much the studies' true effects differ.
public struct Heterogeneity: Sendable, Codable, Equatable {
    /// The code of the estimator of τ², such as `REML`; nil for a common-effect model.
    public let estimator: String?
    /// The between-study variance τ², on the squared scale of analysis.
    public let tau2: Double
    /// Its asymptotic standard error.
    public let tau2StandardError: Double?
    /// Limits of τ².
    public let tau2Limits: ConfidenceLimits?
    /// I² in percent.
    public let iSquared: Double
    /// Limits of I² in percent.
    public let iSquaredLimits: ConfidenceLimits?
    /// H².
    public let hSquared: Double
    /// Limits of H².
    public let hSquaredLimits: ConfidenceLimits?
    /// Cochran's Q of the residuals at the weights 1/v.
    public let q: Double
    /// k − p.
    public let qDegreesOfFreedom: Int
    /// P(χ² > Q).
    public let qPValue: Double
    /// The typical sampling variance (k − p) / tr P of Higgins and Thompson 2002, doi:10.1002/sim.1186.
    public let typicalVariance: Double
    /// Percentage of τ² that the moderators explain; nil without moderators.
    public let rSquared: Double?

    /// τ.
    public var tau: Double { tau2.squareRoot() }
}
