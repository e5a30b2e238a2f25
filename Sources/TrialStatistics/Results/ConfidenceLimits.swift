/// A lower and an upper limit, on the scale of analysis.
public struct ConfidenceLimits: Sendable, Codable, Equatable {
    /// The lower limit.
    public let lower: Double
    /// The upper limit.
    public let upper: Double

    /// Creates limits.
    public init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }

    /// Both limits through an increasing function, such as the way back to the natural scale.
    public func mapped(_ function: (Double) -> Double) -> ConfidenceLimits {
        ConfidenceLimits(lower: function(lower), upper: function(upper))
    }
}
