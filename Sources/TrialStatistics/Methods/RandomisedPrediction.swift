/// A prediction interval that is drawn at random, reproducibly by its seed.
public protocol RandomisedPrediction: PredictionMethod {
    /// The seed of the draws.
    var seed: UInt64 { get }
    /// The same method with another seed.
    func seeded(_ seed: UInt64) -> any RandomisedPrediction
}

extension ConfidenceDistributionPrediction: RandomisedPrediction {
    /// The same number of draws with another seed.
    public func seeded(_ seed: UInt64) -> any RandomisedPrediction {
        ConfidenceDistributionPrediction(draws: draws, seed: seed)
    }
}

/// Where the prediction interval of a profile comes from when a request chooses another interval.
public enum PredictionRule: String, Sendable, Codable, CaseIterable {
    /// It stays the profile's own.
    case own
    /// It suits the interval: normal beside a normal one, else by t on k − 1 degrees of freedom.
    case suitsInterval = "suits-interval"

    /// The prediction interval that suits an interval.
    static func suiting(_ interval: any IntervalMethod) -> any PredictionMethod {
        PredictionInterval(interval is NormalInterval ? .normal : .tStudiesMinusOne)
    }
}
