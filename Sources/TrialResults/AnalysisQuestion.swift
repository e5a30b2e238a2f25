import TrialStatistics

/// What an analysis asked of the evidence.
public struct AnalysisQuestion: Codable, Sendable, Equatable {
    /// The outcome's code in the dataset, such as `edss_change`.
    public let outcome: String
    /// The effect measure.
    public let measure: MeasureReference
    /// Which groups were compared, in the words of plan and dataset.
    public let comparison: NamedGroups
    /// Rules that chose the rows: time window, population, multi-arm, crossover, overlap; name → value.
    public let rules: [String: String]
    /// Which direction helps the patient; nil where neither does.
    public let better: Direction?
    /// Words under the left and right half of a forest plot.
    public let favours: [String]?
    /// The smallest difference that matters to patients, on the natural scale: a distance from no effect, or a ratio
    /// for measures whose null value is 1. Nil where the plan names none.
    public var important: Double?
    /// The number of people or person-years that natural values are shown for, such as 100,000; nil for percentages and
    /// single person-years.
    public var per: Double?

    /// The direction that helps.
    public enum Direction: String, Codable, Sendable {
        /// Smaller values help.
        case lower
        /// Larger values help.
        case higher
    }

    /// Creates a question.
    public init(
        outcome: String, measure: MeasureReference, comparison: NamedGroups, rules: [String: String],
        better: Direction? = nil, favours: [String]? = nil
    ) {
        self.outcome = outcome
        self.measure = measure
        self.comparison = comparison
        self.rules = rules
        self.better = better
        self.favours = favours
    }
}

/// The groups that a question compares, or the one that it looks at alone.
public struct NamedGroups: Codable, Sendable, Equatable {
    /// What the first group received, such as `MSC`; nil where only a control group is looked at.
    public let treatment: String?
    /// What the second group received, such as `placebo`; nil where the first is looked at alone.
    public let control: String?

    /// Names the groups.
    public init(treatment: String?, control: String?) {
        self.treatment = treatment
        self.control = control
    }

    /// Whether there are two groups.
    public var isComparison: Bool { treatment != nil && control != nil }
}
