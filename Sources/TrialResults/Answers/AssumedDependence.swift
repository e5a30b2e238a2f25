import TrialStatistics

/// How the sampling errors of rows of one trial were taken to depend on each other.
public struct AssumedDependence: Codable, Sendable, Equatable {
    /// The correlation; nil where pairs have their own.
    public var correlation: Double?
    /// How many months apart two results of one group correlate by that, falling with the distance; nil where time plays no part.
    public var months: Double?
    /// Whether the plan says it; otherwise it is the kind's own guess.
    public var isStated: Bool
    /// How many pairs of rows share a control group, with the covariance that this gives.
    public var sharedControls: Int
    /// Trials whose matrix was not possible, so that the nearest possible one stands for it.
    public var replaced: [String] = []
    /// By how much a correlation changed there at most; 0 where none did.
    public var largestChange = 0.0

    /// Says what was assumed.
    ///
    /// - Parameters:
    ///   - correlation: The correlation.
    ///   - months: How many months apart it holds; nil where time plays no part.
    ///   - isStated: Whether the plan says it.
    ///   - sharedControls: How many pairs of rows share a control group.
    public init(correlation: Double?, months: Double? = nil, isStated: Bool, sharedControls: Int) {
        self.correlation = correlation
        self.months = months
        self.isStated = isStated
        self.sharedControls = sharedControls
    }
}

/// An effect of a model of dependent rows, on the scale of analysis and on the natural one.
public struct ShownEffect: Codable, Sendable, Equatable {
    /// On the scale of analysis.
    public let effect: JudgedEffect
    /// On the natural scale.
    public let natural: NaturalEffect
    /// The prediction interval on the natural scale; nil where there is none.
    public let naturalPrediction: ConfidenceLimits?

    /// Brings an effect to the natural scale of a measure.
    ///
    /// - Parameters:
    ///   - effect: The effect, on the scale of analysis.
    ///   - measure: The measure.
    public init(_ effect: JudgedEffect, measure: MeasureReference) {
        self.effect = effect
        natural = NaturalEffect(effect.estimate, effect.limits, natural: measure.natural)
        naturalPrediction = effect.prediction?.mapped(measure.natural)
    }
}

extension GroupTest {
    /// A joint test of a model of dependent rows.
    init(_ test: DependentTest) {
        self.init(
            statistic: test.statistic, degreesOfFreedom: test.degreesOfFreedom,
            denominatorDegreesOfFreedom: test.denominatorDegreesOfFreedom, pValue: test.pValue)
    }
}
