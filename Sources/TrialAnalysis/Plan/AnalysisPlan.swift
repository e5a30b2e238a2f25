import TrialStatistics

/// What a review registers before it looks: which questions, by which measures and rules, under which method profile.
///
/// Read from YAML, `format: trialpool/plan@1`; the keys are listed in `PlanKeys`.
public struct AnalysisPlan: Sendable, Equatable {
    /// The format's name, `trialpool/plan@1`.
    public static let format = "trialpool/plan@1"

    /// The title.
    public var title: String
    /// The day on which the plan was written, as `2026-11-23`: the date that its reports carry.
    public var date: String?
    /// The main dataset: a folder or an archive, relative to the plan.
    public var dataset: String
    /// Further datasets by name, for comparisons beside an analysis.
    public var furtherDatasets: [String: String]
    /// The name of the method profile.
    public var profile: String
    /// The seed of everything random; part of the cache key.
    public var seed: UInt64
    /// The questions, in the order of the report.
    public var analyses: [AnalysisSpecification]
}

/// One question of a plan.
///
/// `Codable` because its JSON is part of the cache key: whatever changes an answer must be in here.
public struct AnalysisSpecification: Sendable, Equatable, Codable {
    /// A short id, unique in the plan, of letters, digits and hyphens: it names files.
    public var id: String
    /// The title, for people.
    public var title: String
    /// The outcome's code in the dataset.
    public var outcome: String
    /// The effect measure's code.
    public var measure: String
    /// The rules that choose and prepare the rows.
    public var rules = RowRules()
    /// The methods; what is nil comes from the profile.
    public var methods = MethodChoices()
    /// Properties that form subgroups.
    public var subgroups: [StudyProperty] = []
    /// Quantities on which the effect is regressed, one at a time.
    public var moderators: [ModeratorProperty] = []
    /// Another dataset's pooled effect to see beside this one.
    public var beside: BesideSpecification?
    /// Whether every method for rare events is shown beside the pooled effect.
    public var rareEvents = false
    /// The same question with one thing changed.
    public var sensitivity: [SensitivitySpecification] = []
    /// Which direction helps: `lower` or `higher`.
    public var better: String?
    /// Words under the left and right half of the forest plot.
    public var favours: [String]?
    /// The smallest difference that matters to patients, on the natural scale: a distance from no effect, or a ratio for
    /// measures whose null value is 1.
    public var important: Double?

    /// Creates a question with the default rules and methods.
    public init(id: String, title: String, outcome: String, measure: String) {
        self.id = id
        self.title = title
        self.outcome = outcome
        self.measure = measure
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
    public var methods: MethodChoices
}

/// Methods that a plan may choose in place of the profile's.
public typealias MethodChoices = MethodRequest
