import TrialEvidence
import TrialForensics

/// The rules that turn a dataset's rows into the rows of a forest plot.
public struct RowRules: Sendable, Equatable, Codable {
    /// Which arms are compared, or pooled alone.
    public var arms = ArmRule.controlled
    /// Months after the start of treatment that count; nil for any time.
    public var window: MonthWindow?
    /// Which of several times in the window is taken from a study.
    public var time = TimeRule.latest
    /// Populations that count, as the dataset labels them; empty for any, widest first.
    public var populations: [String] = []
    /// Parts of studies that count, such as subgroups of a review's analysis; empty for any.
    public var ofSubgroups: [String] = []
    /// Definitions of the endpoint that count; empty for any.
    public var definitions: [String] = []
    /// Kinds of report, the best first, for numbers that several print; empty for none before another.
    public var reports: [ReportKind] = []
    /// In what rows may differ and still count as alike; whatever else they differ in is said.
    public var alike: [Likeness] = []
    /// What to do with crossover trials.
    public var crossover = CrossoverRule.firstPeriod
    /// The within-person correlation to assume where none is printed; nil leaves such rows out.
    public var correlation: Double?
    /// The dispersion of counts: a person's count has the variance μ + α μ²; nil takes counts as Poisson's and says so.
    public var dispersion: Double?
    /// The outcome that holds the values at baseline, where changes from it are wanted; nil takes rows as they are.
    public var baseline: String?
    /// What to do with groups that print a median.
    public var medians = MedianRule.ifSymmetric
    /// What to do with several treatment arms against one control.
    public var multiArm = MultiArmRule.combine
    /// What to do with studies that share participants.
    public var overlap = OverlapRule.largest
    /// The least confidence that a row may have: `primary`, `secondary` or `uncertain`.
    public var confidence = "uncertain"
    /// Studies left out by the plan, each with its reason.
    public var exclude: [ExcludedStudy] = []
    /// Numbers that a source did not print and the plan assumes, each with its reason.
    public var assume: [AssumedTotal] = []

    /// The default rules.
    public init() {}
}

/// In what the rows of an analysis may differ.
public enum Likeness: String, Sendable, Codable, CaseIterable {
    /// The class of the treatment.
    case product
    /// What the control groups received.
    case comparator
    /// How long after the start the outcome was measured.
    case time
    /// Which definition of the endpoint was used.
    case definition
}

/// Which arms make a row.
public enum ArmRule: String, Sendable, Codable, CaseIterable {
    /// Treatment arms against control arms of the same study.
    case controlled
    /// Treatment arms alone.
    case treatment
    /// Control arms alone.
    case control
}

/// Which of several times in the window is taken.
public enum TimeRule: String, Sendable, Codable, CaseIterable {
    /// The last.
    case latest
    /// The first.
    case earliest
}

/// What to do with crossover trials.
public enum CrossoverRule: String, Sendable, Codable, CaseIterable {
    /// The first period only, as a parallel trial: no carry-over, no participant twice.
    case firstPeriod = "first-period"
    /// Pooled cycles and results after the crossover too, where the first period was not printed; with a warning.
    case allPeriods = "all-periods"
    /// The difference within participants where it can be had, else the first period. Elbourne et al. 2002.
    case paired
}

/// What to do with several treatment arms against one control.
public enum MultiArmRule: String, Sendable, Codable, CaseIterable {
    /// One treatment group of all of them. Cochrane Handbook 6.4, section 6.5.2.10 and 23.3.4.
    case combine
    /// Each against an equal share of the control group. Cochrane Handbook 6.4, section 23.3.4.
    case splitControl = "split-control"
    /// Each against the whole control group, with the covariance that this gives. Gleser and Olkin 2009.
    case covariance
}

/// What to do with studies that share participants.
public enum OverlapRule: String, Sendable, Codable, CaseIterable {
    /// The report with the most participants; the latest where they are equal.
    case largest
    /// The latest report.
    case latest
    /// All of them, each row with a note: participants count more than once.
    case keep
}

/// A span of months.
public struct MonthWindow: Sendable, Equatable, Codable {
    /// The first month that counts.
    public var from: Double
    /// The last month that counts.
    public var to: Double
}

/// A study that the plan leaves out.
public struct ExcludedStudy: Sendable, Equatable, Codable {
    /// The study's id.
    public var study: String
    /// Why.
    public var reason: String
}

/// A number of participants that a source did not print.
public struct AssumedTotal: Sendable, Equatable, Codable {
    /// The study's id.
    public var study: String
    /// The arm's id.
    public var arm: String
    /// The number assumed.
    public var n: Double
    /// Why this number.
    public var reason: String
}
