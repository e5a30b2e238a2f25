import TrialStatistics

/// The answer to one analysis of a plan.
public struct AnalysisResult: Codable, Sendable, Equatable {
    /// The analysis' id in the plan.
    public let id: String
    /// Its title, for people.
    public let title: String
    /// What was asked and how: outcome, measure, rules.
    public let question: AnalysisQuestion
    /// The rows of the forest plot, in the order of the evidence.
    public let studies: [StudyResult]
    /// What was not used, each with its reason.
    public let excluded: [ExcludedRow]
    /// The pooled effect; nil where nothing could be pooled, and then a warning says why.
    public let pooled: PooledResult?
    /// The same rows in groups.
    public let subgroups: [SubgroupResult]
    /// Other pooled effects to see beside this one, such as a historical comparison.
    public let beside: [BesideResult]
    /// The same question with one rule changed at a time.
    public let sensitivity: [SensitivityResult]
    /// The same rows by every method for rare events, where the plan asks for it.
    public let rareEvents: RareEventTable?
    /// What a reader must know.
    public let warnings: [MethodWarning]
    /// The numbers behind further figures; nil where there is no pooled effect.
    public var explorations: Explorations?
    /// The pooled effect for every choice that a reader may make; nil where there is none to make.
    public var alternatives: Alternatives?

    /// Creates an answer.
    public init(
        id: String, title: String, question: AnalysisQuestion, rows: (studies: [StudyResult], excluded: [ExcludedRow]),
        pooled: PooledResult?, subgroups: [SubgroupResult] = [], beside: [BesideResult] = [],
        sensitivity: [SensitivityResult] = [], rareEvents: RareEventTable? = nil, warnings: [MethodWarning]
    ) {
        self.id = id
        self.title = title
        self.question = question
        (studies, excluded) = rows
        self.pooled = pooled
        self.subgroups = subgroups
        self.beside = beside
        self.sensitivity = sensitivity
        self.rareEvents = rareEvents
        self.warnings = warnings
    }
}
