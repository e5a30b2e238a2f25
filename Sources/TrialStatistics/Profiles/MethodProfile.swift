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

    /// Creates a profile.
    public init(
        name: String, rationale: String, randomEffects: PoolingModel, commonEffect: PoolingModel = .commonEffect,
        iSquared: ISquaredDefinition
    ) {
        self.name = name
        self.rationale = rationale
        self.randomEffects = randomEffects
        self.commonEffect = commonEffect
        self.iSquared = iSquared
    }
}

/// Which quantity is called I².
public enum ISquaredDefinition: String, Sendable, Codable, CaseIterable {
    /// 100 τ² / (τ² + typical sampling variance), from the τ² of the model.
    case fromTau2 = "tau2"
    /// 100 (Q − df) / Q, from Cochran's Q whatever the estimator of τ².
    case fromQ = "Q"
}
