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

/// What an analysis asked of the evidence.
public struct AnalysisQuestion: Codable, Sendable, Equatable {
    /// The outcome's code in the dataset, such as `edss_change`.
    public let outcome: String
    /// The effect measure.
    public let measure: MeasureReference
    /// What was compared, such as `MSC versus control` or `single arm`.
    public let comparison: String
    /// The method in one line, such as `random effects (REML), guarded Hartung–Knapp interval`.
    public let method: String
    /// Rules that chose the rows: time window, population, multi-arm, crossover, overlap; name → value.
    public let rules: [String: String]
    /// Which direction helps the patient; nil where neither does.
    public let better: Direction?
    /// Words under the left and right half of a forest plot.
    public let favours: [String]?
    /// The smallest difference that matters to patients, on the natural scale: a distance from no effect, or a ratio
    /// for measures whose null value is 1. Nil where the plan names none.
    public var important: Double?

    /// The direction that helps.
    public enum Direction: String, Codable, Sendable {
        /// Smaller values help.
        case lower
        /// Larger values help.
        case higher
    }

    /// Creates a question.
    public init(
        outcome: String, measure: MeasureReference, comparison: String, method: String, rules: [String: String],
        better: Direction? = nil, favours: [String]? = nil
    ) {
        self.outcome = outcome
        self.measure = measure
        self.comparison = comparison
        self.method = method
        self.rules = rules
        self.better = better
        self.favours = favours
    }
}

/// An effect measure, as a result names it.
public struct MeasureReference: Codable, Sendable, Equatable {
    /// The short code, such as `RR`.
    public let code: String
    /// The name, such as `risk ratio`.
    public let name: String
    /// The scale of analysis; its inverse leads to the natural scale.
    public let scale: EffectScale
    /// The value of no effect on the natural scale; nil for single groups.
    public let nullValue: Double?

    /// Creates a reference.
    public init(code: String, name: String, scale: EffectScale, nullValue: Double?) {
        self.code = code
        self.name = name
        self.scale = scale
        self.nullValue = nullValue
    }
}

/// A row that was not used.
public struct ExcludedRow: Codable, Sendable, Equatable {
    /// The study.
    public let study: String
    /// The arm or comparison, where one is to blame.
    public let arm: String?
    /// File and row in the dataset, such as `outcomes.csv:37`, where one is to blame.
    public let place: String?
    /// A stable word, such as `overlap`.
    public let code: String
    /// One sentence.
    public let reason: String

    /// Creates an exclusion.
    public init(study: String, arm: String? = nil, place: String? = nil, code: String, reason: String) {
        self.study = study
        self.arm = arm
        self.place = place
        self.code = code
        self.reason = reason
    }
}
