/// One estimated or given parameter of a random term: a variance component, or a correlation of a structured term.
public struct VarianceComponent: Sendable, Codable, Equatable {
    /// The name: that of the term, with what tells the parameters of one term apart.
    public let name: String
    /// The name of the term it belongs to.
    public let term: String
    /// What it measures.
    public let kind: StructureParameter.Kind
    /// The value: a variance on the squared scale of analysis, or a correlation.
    public let value: Double
    /// Number of levels of the term.
    public let levels: Int
    /// The asymptotic standard error from the expected information; nil for a given component or one on its bound.
    public let standardError: Double?
    /// Limits from the profile likelihood; nil where none were asked for.
    public let limits: ConfidenceLimits?
    /// Whether the value was given and not estimated.
    public let isGiven: Bool
    /// Whether the estimate lies on the edge of what is possible: a variance of 0, a correlation of ±1.
    public let isOnBound: Bool

    /// Creates a component.
    init(
        _ slot: ComponentSlot, value: Double, standardError: Double?, limits: ConfidenceLimits?, isOnBound: Bool
    ) {
        name = slot.name
        term = slot.term
        kind = slot.parameter.kind
        self.value = value
        levels = slot.levels
        self.standardError = standardError
        self.limits = limits
        isGiven = slot.given != nil
        self.isOnBound = isOnBound
    }

    /// The same component with limits.
    func with(limits: ConfidenceLimits?) -> VarianceComponent {
        VarianceComponent(self, limits: limits)
    }

    private init(_ other: VarianceComponent, limits: ConfidenceLimits?) {
        name = other.name
        term = other.term
        kind = other.kind
        value = other.value
        levels = other.levels
        standardError = other.standardError
        self.limits = limits
        isGiven = other.isGiven
        isOnBound = other.isOnBound
    }
}

/// The place of one component among the parameters of a model.
struct ComponentSlot: Sendable {
    let name: String
    let term: String
    let levels: Int
    let parameter: StructureParameter
    /// The coordinate from outside, if it is not to be estimated.
    var given: Double?
}
