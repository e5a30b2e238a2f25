import TrialResults
import TrialStatistics

/// What a plan may ask around a pooled effect.
public struct PooledOptions: KindOptions {
    static let keys = [
        "subgroups", "subgroup-heterogeneity", "moderators", "credibility", "rare-events", "resampling", "beside",
        "sensitivity",
    ]

    /// What forms subgroups.
    public var subgroups: [SubgroupRequest] = []
    /// Whether the subgroups share τ².
    public var subgroupHeterogeneity = Subgroups.Heterogeneity.separate
    /// The regressions of the effect, each by itself.
    public var moderators: [RegressionRequest] = []
    /// What people judged of the differences that subgroups and moderators claim.
    public var credibility: [CredibilityJudgement] = []
    /// Another dataset's pooled effect to see beside this one.
    public var beside: BesideSpecification?
    /// Whether every method for rare events is shown beside the pooled effect.
    public var rareEvents = false
    /// What is resampled; nil for nothing.
    public var resampling: ResamplingRequest?
    /// The same question with one thing changed.
    public var sensitivity: [SensitivitySpecification] = []

    /// Nothing around it.
    public init() {}

    init(_ entry: PlanEntry) {
        subgroups = entry.subgroupRequests
        subgroupHeterogeneity =
            entry.choice("subgroup-heterogeneity", Subgroups.Heterogeneity.self) ?? .separate
        moderators = entry.regressionRequests
        credibility = entry.credibilityJudgements(of: claims)
        rareEvents = entry.flag("rare-events") ?? false
        resampling = ResamplingRequest(entry)
        beside = entry.mapping("beside", keys: ["dataset", "title", "outcome", "arms"]).map(BesideSpecification.init)
        sensitivity = entry.variations("sensitivity", dropping: Self.keys, expanding: ["correlation", "dispersion"]).map
        {
            SensitivitySpecification(
                change: $0.name,
                specification: SensitivityTarget(
                    measure: $0.entry.measure, rules: $0.entry.rules, methods: $0.entry.methods))
        }
    }
}

extension PooledOptions {
    /// The properties that form subgroups and those of the regressions.
    public var propertyUses: [PropertyUse] {
        subgroups.map(\.use) + moderators.flatMap { $0.uses(at: "moderators") }
    }

    /// What may be claimed to modify the effect.
    private var claims: [[StudyProperty]] { subgroups.map { [$0.by] } + moderators.flatMap(\.claims) }

    /// How many subsets are drawn where the plan asks for a number of them; nil for the usual one.
    var subsetSamples: Int? {
        resampling.flatMap { $0.methods.contains(.subsets) ? $0.iterations : nil }
    }

    /// The items of credibility, with what the plan says.
    var assessment: CredibilityAssessment {
        CredibilityAssessment(judgements: credibility, modifiers: Set(claims.map(Set.init)).count)
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
