/// What one study says about one effect, on the scale of analysis.
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
}

/// Why a study gives no estimate of an effect measure.
public struct EffectExclusion: Error, Sendable, Codable, Equatable {
    /// A stable word, such as `double-zero` or `missing-value`.
    public let code: String
    /// One sentence for the report.
    public let reason: String

    /// Creates an exclusion.
    public init(code: String, reason: String) {
        self.code = code
        self.reason = reason
    }
}
