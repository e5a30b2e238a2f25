import TrialEvidence
import TrialResults
import TrialStatistics

/// A kind of question: its plan keys, the evidence it takes, how it is answered, its tasks in the batch program.
///
/// Everything that is particular to a kind lies in its own folder of `Kinds`; plans, runs, the cache and result files know
/// kinds only by this protocol and by ``AnalysisCatalogue``. Another package may add one. How it is told to readers is a
/// `KindReport` of TrialReporting.
public protocol AnalysisKind: Sendable {
    /// What the plan's keys of this kind choose.
    associatedtype Options: KindOptions
    /// What the answer depends on beside the plan; its JSON is part of the cache key.
    associatedtype Evidence: Encodable, Sendable

    /// The word in a plan's `kind` and in a result's `answer`, such as `pairwise`.
    var name: String { get }
    /// The kind in one sentence, for the list of kinds.
    var summary: String { get }
    /// The plan keys beyond those that every analysis has.
    var keys: [String] { get }
    /// The same keys described, for `plan keys`, its schema and editors; by default their names alone.
    var guide: [PlanKey] { get }
    /// The types of the answers that this kind gives, by the kind's name that stands in the result file.
    var answers: [String: any AnalysisAnswer.Type] { get }
    /// Tasks of the batch program that belong to the kind.
    var tasks: [any BatchTask] { get }

    /// Whether an analysis without the key `kind` is of this kind; the first kind of the catalogue that says so answers.
    func serves(_ rules: RowRules) -> Bool
    /// The rules with the kind's own choices where the plan makes none.
    func completed(_ rules: RowRules, _ entry: PlanEntry) -> RowRules
    /// Reads the kind's keys; problems are reported to the entry, each with its line.
    func options(_ entry: PlanEntry) -> Options
    /// Takes what the question needs from the datasets.
    ///
    /// - Throws: `AnalysisError` where a dataset lacks what the plan names.
    func evidence(
        for question: PlannedQuestion<Options>, in library: EvidenceLibrary
    ) throws(AnalysisError) -> Evidence
    /// The rows that the evidence has, for what a plan says before it is run; nil to count comparisons.
    func chosen(_ evidence: Evidence) -> ChosenRows?
    /// The methods by which the question will be answered, for the same.
    ///
    /// - Throws: `AnalysisError` for a name that is not known.
    func method(_ question: PlannedQuestion<Options>, by context: RunContext) throws(AnalysisError) -> MethodRecord
    /// What else a plan says of the question before it is run, such as how many specifications it makes; the default says
    /// nothing.
    ///
    /// - Throws: `AnalysisError` where the question cannot be run.
    func sentences(
        _ question: PlannedQuestion<Options>, _ evidence: Evidence, by context: RunContext
    ) throws(AnalysisError) -> [String]
    /// Answers the question.
    ///
    /// - Throws: `AnalysisError` where the statistics refuse the numbers. A question that no row answers is no error: the
    ///   answer says so.
    func answer(
        _ question: PlannedQuestion<Options>, on evidence: Evidence, by context: RunContext
    ) throws(AnalysisError) -> KindAnswer
}

extension AnalysisKind {
    /// None.
    public var keys: [String] { [] }
    /// The names alone.
    public var guide: [PlanKey] { keys.map(PlanKey.init(undescribed:)) }
    /// None.
    public var tasks: [any BatchTask] { [] }
    /// The rules as they are.
    public func completed(_ rules: RowRules, _ entry: PlanEntry) -> RowRules { rules }
    /// No.
    public func serves(_ rules: RowRules) -> Bool { false }
    /// Comparisons.
    public func chosen(_ evidence: Evidence) -> ChosenRows? { nil }
    /// Nothing.
    public func sentences(
        _ question: PlannedQuestion<Options>, _ evidence: Evidence, by context: RunContext
    ) throws(AnalysisError) -> [String] { [] }
    /// Those of a pooled effect.
    public func method(
        _ question: PlannedQuestion<Options>, by context: RunContext
    ) throws(AnalysisError) -> MethodRecord {
        try context.resolved(question.specification.methods).record
    }
}

/// The rows that a plan's rules choose, and those that they leave out.
public struct ChosenRows: Sendable, Equatable {
    /// How many count.
    public let count: Int
    /// How many studies they are from.
    public let studies: Int
    /// What is left out, and why.
    public let excluded: [ExcludedRow]

    /// Counts rows.
    ///
    /// - Parameters:
    ///   - studies: The study of each row that counts.
    ///   - excluded: What is left out.
    public init(_ studies: [String], excluded: [ExcludedRow]) {
        count = studies.count
        self.studies = Set(studies).count
        self.excluded = excluded
    }

    /// Counts comparisons, or groups that stand alone.
    init(_ set: ContrastSet) { self.init(set.contrasts.map(\.study), excluded: set.excluded) }
}

extension AnalysisKind where Evidence == ContrastSet {
    /// The rows that the rules choose, each with its effect.
    public func evidence(
        for question: PlannedQuestion<Options>, in library: EvidenceLibrary
    ) throws(AnalysisError) -> ContrastSet {
        try library.contrasts(for: question)
    }
}

/// The choices of a kind's own plan keys.
public protocol KindOptions: Codable, Sendable, Equatable {
    /// The properties that they name; each is held against the dataset before the question is answered.
    var propertyUses: [PropertyUse] { get }
    /// Outcomes that they name beside the question's own; a plan asks of these too.
    var furtherOutcomes: [String] { get }
    /// Whether each study's results of all times count, in place of one.
    var takesEveryTime: Bool { get }
}

extension KindOptions {
    /// None.
    public var propertyUses: [PropertyUse] { [] }
    /// None.
    public var furtherOutcomes: [String] { [] }
    /// No.
    public var takesEveryTime: Bool { false }
}

/// A kind without keys of its own.
public struct NoOptions: KindOptions {
    /// Nothing to choose.
    public init() {}
}

/// A question of a plan with the choices of its kind.
public struct PlannedQuestion<Options: KindOptions>: Sendable {
    /// What every analysis has: outcome, measure, rules, methods.
    public let specification: AnalysisSpecification
    /// What this kind has.
    public let options: Options
    /// The effect measure.
    public let measure: AnyEffectMeasure

    /// Creates a question, as a run does before it asks a kind.
    public init(specification: AnalysisSpecification, options: Options, measure: AnyEffectMeasure) {
        self.specification = specification
        self.options = options
        self.measure = measure
    }
}

/// By which choices a run answers its questions.
public struct RunContext: Sendable {
    /// The method profile.
    public let profile: MethodProfile
    /// The seed of everything random.
    public let seed: UInt64
    /// The measures, methods and kinds that may be named.
    public let catalogue: AnalysisCatalogue
    /// What a question that takes long tells and keeps.
    public var work = RunningWork.silent

    /// Creates a context.
    public init(profile: MethodProfile, seed: UInt64 = 1, catalogue: AnalysisCatalogue = .standard) {
        self.profile = profile
        self.seed = seed
        self.catalogue = catalogue
    }

    /// The methods that a question asks for, over those of the profile.
    ///
    /// - Throws: `AnalysisError` for a name that is not known.
    public func resolved(_ methods: MethodRequest) throws(AnalysisError) -> ResolvedMethod {
        try methods.resolved(for: profile, methods: catalogue.methods, seed: seed)
    }
}

/// What a kind gives: the rows with the answer.
public struct KindAnswer: Sendable {
    /// The rows that answer the question.
    public var rows: [StudyResult]
    /// What was not used, each with its reason.
    public var excluded: [ExcludedRow]
    /// What a reader must know.
    public var warnings: [MethodWarning]
    /// The methods that were really used.
    public var method: MethodRecord
    /// The answer; its name in the result file is that of the kind.
    public var answer: any AnalysisAnswer
    /// Answers of other kinds to the same question.
    public var further: [Answer] = []
    /// Whether the same question always gets it; one that is not kept is asked anew by the next run, such as after a failure.
    public var isKept = true

    /// Joins the rows with an answer.
    public init(
        _ answer: any AnalysisAnswer, by method: MethodRecord, rows: [StudyResult], excluded: [ExcludedRow],
        warnings: [MethodWarning] = []
    ) {
        self.answer = answer
        self.method = method
        self.rows = rows
        self.excluded = excluded
        self.warnings = warnings
    }
}
