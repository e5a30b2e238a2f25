import TrialResults
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
    /// Why the plan asks nothing of an outcome, by the outcome's code.
    public var notAsked: [String: String] = [:]
    /// What plugins add to the report, in its order.
    public var additions: [PlannedAddition] = []

    /// The outcomes of the main dataset that its questions ask of.
    public var outcomes: Set<String> { Set(analyses.flatMap { [$0.outcome] + $0.options.value.furtherOutcomes }) }
}

/// One question of a plan.
///
/// `Encodable` because its JSON is part of the cache key: whatever changes an answer must be in here.
public struct AnalysisSpecification: Sendable, Equatable, Encodable {
    /// A short id, unique in the plan, of letters, digits and hyphens: it names files.
    public var id: String
    /// The title, for people.
    public var title: String
    /// The kind of question, such as `pairwise`.
    public var kind = ""
    /// The outcome's code in the dataset.
    public var outcome: String
    /// The effect measure's code.
    public var measure: String
    /// The rules that choose and prepare the rows.
    public var rules = RowRules()
    /// The methods; what is nil comes from the profile.
    public var methods = MethodRequest()
    /// What the groups are called.
    public var groups = GroupNames()
    /// What the kind's own keys choose.
    public var options = AnyKindOptions(NoOptions())
    /// Which direction helps: `lower` or `higher`.
    public var better: String?
    /// Words under the left and right half of the forest plot.
    public var favours: [String]?
    /// The smallest difference that matters to patients, on the natural scale: a distance from no effect, or a ratio for
    /// measures whose null value is 1.
    public var important: Double?
    /// The number of people or person-years that proportions and rates are shown for, such as 100,000.
    public var per: Double?
    /// What is said of figures, by their codes.
    public var figures: [String: FigureOptions]?

    /// What an answer depends on: how it is shown and drawn is not in here.
    private enum CodingKeys: String, CodingKey {
        case id, title, kind, outcome, measure, rules, methods, groups, options, better, favours, important
    }

    /// Creates a question with the default rules and methods.
    public init(id: String, title: String, outcome: String, measure: String) {
        self.id = id
        self.title = title
        self.outcome = outcome
        self.measure = measure
    }
}

/// The options of any kind.
public struct AnyKindOptions: Sendable, Equatable, Encodable {
    /// The options.
    public let value: any KindOptions

    /// Wraps the options of a kind.
    public init(_ value: any KindOptions) { self.value = value }

    /// Two are equal where type and content are.
    public static func == (first: AnyKindOptions, second: AnyKindOptions) -> Bool { first.value.equals(second.value) }

    /// Writes the options.
    public func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
}

extension KindOptions {
    fileprivate func equals(_ other: any KindOptions) -> Bool { other as? Self == self }
}

/// What a plan calls the groups; nil leaves the names to the dataset's arms.
public struct GroupNames: Sendable, Equatable, Codable {
    /// The treatment, such as `MSC`.
    public var treatment: String?
    /// The control, such as `placebo`.
    public var control: String?

    /// Names the groups.
    public init(treatment: String? = nil, control: String? = nil) {
        self.treatment = treatment
        self.control = control
    }
}
