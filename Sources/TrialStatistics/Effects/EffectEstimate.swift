import TrialNumerics

/// What one study says about one effect, on the scale of analysis.
///
/// Limits and p-value are normal; with few participants a study's own t interval is wider.
public struct EffectEstimate: Sendable, Codable, Equatable {
    /// The estimate, on the scale of analysis (log for ratios).
    public let estimate: Double
    /// Its sampling variance, on the same scale squared.
    public let variance: Double

    /// Creates an estimate.
    public init(estimate: Double, variance: Double) {
        self.estimate = estimate
        self.variance = variance
    }

    /// The square root of the sampling variance.
    public var standardError: Double { variance.squareRoot() }

    /// The estimate in standard errors, the statistic of the test of no effect; ±∞ or NaN when the variance is 0.
    public var zStatistic: Double { estimate / standardError }

    /// The two-sided p-value of the test of no effect, by the normal distribution.
    public var pValue: Double { NormalDistribution.standard.twoSided(zStatistic) }

    /// The confidence interval on the scale of analysis, by the normal distribution; `level` lies between 0 and 1.
    public func interval(level: Double = 0.95) -> EffectInterval {
        precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
        let half = NormalDistribution.standard.upperQuantile((1 - level) / 2) * standardError
        return EffectInterval(lower: estimate - half, upper: estimate + half)
    }

    /// The estimate and its confidence interval on the natural scale.
    ///
    /// The limits are the transformed limits of the scale of analysis, so that they stay within the measure's range.
    public func natural(_ scale: EffectScale, level: Double = 0.95) -> (estimate: Double, interval: EffectInterval) {
        let limits = interval(level: level)
        return (
            scale.natural(estimate),
            EffectInterval(lower: scale.natural(limits.lower), upper: scale.natural(limits.upper))
        )
    }
}

/// The limits of a confidence interval.
public struct EffectInterval: Sendable, Codable, Equatable {
    /// The lower limit.
    public let lower: Double
    /// The upper limit.
    public let upper: Double

    /// Creates an interval.
    public init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }
}

/// Why a study gives no estimate of an effect measure.
public struct EffectExclusion: Error, Sendable, Codable, Equatable {
    /// A stable word, such as `double-zero` or `missing-value`.
    public let code: String
    /// One sentence for the report.
    public let reason: String
    /// The column to blame, where one is.
    public let field: String?
    /// The estimate, where it exists without a sampling variance; the study still cannot be pooled.
    public let estimate: Double?
    /// The sampling variance, where it exists without an estimate.
    public let variance: Double?

    /// Creates an exclusion.
    public init(
        code: String, reason: String, field: String? = nil, estimate: Double? = nil, variance: Double? = nil
    ) {
        self.code = code
        self.reason = reason
        self.field = field
        self.estimate = estimate
        self.variance = variance
    }

    /// A cell the measure needs is empty.
    public static func missing(_ field: String) -> EffectExclusion {
        EffectExclusion(code: "missing-value", reason: "\(field) is missing", field: field)
    }

    /// A cell holds what no study can report.
    public static func impossible(_ field: String, _ reason: String) -> EffectExclusion {
        EffectExclusion(code: "impossible-data", reason: "\(field) \(reason)", field: field)
    }

    /// The data are possible, but the measure does not exist for them.
    public static func undefined(_ reason: String) -> EffectExclusion {
        EffectExclusion(code: "not-defined", reason: reason)
    }

    /// No group, or every participant of both groups, had the event and the rule says to leave such studies out.
    public static let doubleZero = EffectExclusion(
        code: "double-zero", reason: "both groups have no events, or nothing but events")
}
