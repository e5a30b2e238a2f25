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

extension ConfidenceLimits {
    private enum CodingKeys: String, CodingKey { case lower, upper }

    /// Reads limits; null stands for a limit that does not exist: −∞ below, +∞ above.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        lower = try container.decodeIfPresent(Double.self, forKey: .lower) ?? -.infinity
        upper = try container.decodeIfPresent(Double.self, forKey: .upper) ?? .infinity
    }

    /// Writes limits, an infinite one as null, because JSON has no infinity.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(lower == -.infinity ? nil : lower, forKey: .lower)
        try container.encode(upper == .infinity ? nil : upper, forKey: .upper)
    }
}
