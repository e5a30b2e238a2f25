/// The methods that a plan, a request of the batch program or a command asks for; what is nil comes from the profile.
///
/// One vocabulary for all of them: methods are named by their codes, and `resolved(by:methods:seed:)` is the only place
/// that turns the codes into methods.
public struct MethodRequest: Sendable, Codable, Equatable {
    /// The name of the method profile, such as `trialpool-1`; nil leaves it to the caller.
    public var profile: String?
    /// One true effect, or one a study.
    public var model: EffectModel?
    /// The code of the estimator of τ², such as `DL`.
    public var heterogeneity: String?
    /// The code of the interval for τ², such as `QP`.
    public var heterogeneityInterval: String?
    /// The code of the interval for the pooled effect, such as `normal`.
    public var interval: String?
    /// The code of the prediction interval, such as `t-k-2`.
    public var prediction: String?
    /// The confidence level of all limits, between 0 and 1.
    public var level: Double?
    /// A given τ², at least 0, on the squared scale of analysis, in place of an estimate.
    public var tau2: Double?
    /// What to add to tables with a zero cell, and where.
    public var zeroCells: ZeroCellRule?
    /// The sampling variance, as the literature names it.
    public var varianceType: VarianceType?
    /// 1-based positions of the coefficients to test together.
    public var testedCoefficients: [Int]?

    /// Leaves everything to the profile.
    public init() {}
}

/// What a request may choose, by the word that it writes.
public enum MethodKey: String, Sendable, Codable, Equatable, CaseIterable {
    /// The model.
    case model
    /// The estimator of τ².
    case heterogeneity
    /// The interval for τ².
    case heterogeneityInterval
    /// The interval for the pooled effect.
    case interval
    /// The prediction interval.
    case prediction
    /// The confidence level.
    case level
    /// A given τ².
    case tau2
    /// The rule for zero cells.
    case zeroCells
    /// The sampling variance.
    case varianceType
    /// The coefficients that are tested together.
    case testedCoefficients
}
