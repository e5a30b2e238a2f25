import TrialStatistics

/// What a plan may ask around a pooled effect.
public struct PooledOptions: KindOptions {
    static let keys = ["subgroups", "subgroup-heterogeneity", "moderators", "rare-events", "beside", "sensitivity"]

    /// Properties that form subgroups.
    public var subgroups: [StudyProperty] = []
    /// Whether the subgroups share τ².
    public var subgroupHeterogeneity = Subgroups.Heterogeneity.separate
    /// Quantities on which the effect is regressed, one at a time.
    public var moderators: [ModeratorProperty] = []
    /// Another dataset's pooled effect to see beside this one.
    public var beside: BesideSpecification?
    /// Whether every method for rare events is shown beside the pooled effect.
    public var rareEvents = false
    /// The same question with one thing changed.
    public var sensitivity: [SensitivitySpecification] = []

    /// Nothing around it.
    public init() {}

    init(_ entry: PlanEntry) {
        subgroups = entry.choices("subgroups", StudyProperty.self)
        subgroupHeterogeneity =
            entry.choice("subgroup-heterogeneity", Subgroups.Heterogeneity.self) ?? .separate
        moderators = entry.choices("moderators", ModeratorProperty.self)
        rareEvents = entry.flag("rare-events") ?? false
        beside = entry.mapping("beside", keys: ["dataset", "title", "outcome", "arms"]).map(BesideSpecification.init)
        sensitivity = entry.variations("sensitivity", dropping: Self.keys, expanding: "correlation").map {
            SensitivitySpecification(
                change: $0.name,
                specification: SensitivityTarget(
                    measure: $0.entry.measure, rules: $0.entry.rules, methods: $0.entry.methods))
        }
    }
}

/// A pooled effect of another dataset, to see beside an analysis.
public struct BesideSpecification: Sendable, Equatable, Codable {
    /// The dataset's name in the plan.
    public var dataset: String
    /// The title, for people.
    public var title: String
    /// The outcome's code there.
    public var outcome: String
    /// Which arms are pooled there.
    public var arms: ArmRule

    init(_ entry: PlanEntry) {
        dataset = entry.required("dataset")
        title = entry.required("title")
        outcome = entry.required("outcome")
        arms = entry.choice("arms", ArmRule.self) ?? .control
    }
}

/// A question asked again with one thing changed.
public struct SensitivitySpecification: Sendable, Equatable, Codable {
    /// What was changed, for people.
    public var change: String
    /// The whole question after the change.
    public var specification: SensitivityTarget
}

/// The changed question of a sensitivity analysis: rules and methods only.
public struct SensitivityTarget: Sendable, Equatable, Codable {
    /// The measure after the change.
    public var measure: String
    /// The rules after the change.
    public var rules: RowRules
    /// The methods after the change.
    public var methods: MethodRequest
}
