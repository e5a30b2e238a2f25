/// A named, frozen set of choices, so that a result can say by which rules it was computed.
///
/// A profile is a value: it never changes once released; new rules get a new name.
public struct MethodProfile: Sendable {
    /// The name, such as `trialpool-1`.
    public let name: String
    /// Why the choices are what they are, in a few sentences.
    public let rationale: String
    /// The choices for a random-effects model.
    public let randomEffects: PoolingModel
    /// The choices for a common-effect model.
    public let commonEffect: PoolingModel
    /// Which I² the reader is shown.
    public let iSquared: ISquaredDefinition
    /// How comparisons of two proportions are pooled; nil for inverse-variance weights.
    public let comparisons: (any ComparisonPooling)?
    /// Where the prediction interval comes from when a request chooses another interval.
    public var predictionRule = PredictionRule.own

    /// Creates a profile.
    public init(
        name: String, rationale: String, randomEffects: PoolingModel, commonEffect: PoolingModel = .commonEffect,
        iSquared: ISquaredDefinition, comparisons: (any ComparisonPooling)? = nil
    ) {
        self.name = name
        self.rationale = rationale
        self.randomEffects = randomEffects
        self.commonEffect = commonEffect
        self.iSquared = iSquared
        self.comparisons = comparisons
    }
}

extension MethodProfile {
    /// The choices of a profile as words, for a report and for comparing profiles.
    public struct Choices: Sendable, Codable, Equatable {
        /// The code of the estimator of τ².
        public let heterogeneity: String
        /// The code of the interval of τ²; nil for none.
        public let heterogeneityInterval: String?
        /// The code of the interval of the pooled effect.
        public let interval: String
        /// The code of the prediction interval; nil for none.
        public let prediction: String?
        /// The fewest studies for which a prediction interval is given; nil for none.
        public let fewestStudiesForPrediction: Int?
        /// Which quantity is called I².
        public let iSquared: ISquaredDefinition
        /// Confidence level.
        public let level: Double
        /// The code of the interval of the common-effect model.
        public let commonEffectInterval: String
        /// How 2 × 2 tables are pooled; nil for inverse-variance weights.
        public let comparisons: String?
    }

    /// The choices as words.
    public var choices: Choices {
        Choices(
            heterogeneity: randomEffects.heterogeneity?.code ?? "none",
            heterogeneityInterval: randomEffects.heterogeneityInterval?.code, interval: randomEffects.interval.code,
            prediction: randomEffects.prediction?.code,
            fewestStudiesForPrediction: randomEffects.prediction == nil
                ? nil : randomEffects.fewestStudiesForPrediction,
            iSquared: iSquared, level: randomEffects.level, commonEffectInterval: commonEffect.interval.code,
            comparisons: comparisons?.code)
    }

    /// The fit with I² and H² by the profile's definition.
    public func presented(_ fit: ModelFit) -> ModelFit {
        iSquared == .fromTau2
            ? fit : fit.replacing(heterogeneity: fit.heterogeneity.withSquaresFromQ(level: fit.level))
    }

    /// The I² in percent that the profile shows of a fit.
    public func iSquared(of fit: ModelFit) -> Double {
        iSquared == .fromTau2 ? fit.heterogeneity.iSquared : fit.heterogeneity.fromQ(level: fit.level).iSquared
    }
}

/// Which quantity is called I².
public enum ISquaredDefinition: String, Sendable, Codable, CaseIterable {
    /// 100 τ² / (τ² + typical sampling variance), from the τ² of the model.
    case fromTau2 = "tau2"
    /// 100 (Q − df) / Q, from Cochran's Q whatever the estimator of τ².
    case fromQ = "Q"
}
