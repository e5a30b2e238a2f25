import TrialStatistics

/// One analysis of a plan with its answer: what was asked, on which rows, by which method, and what came out.
///
/// The record is the same for every kind of question; what is particular to a kind is inside ``answer``.
public struct AnalysisRecord: Codable, Sendable, Equatable {
    /// The analysis' id in the plan.
    public let id: String
    /// Its title, for people.
    public var title: String
    /// What was asked of the evidence: outcome, measure, comparison, rules.
    public var question: AnalysisQuestion
    /// The rows that answer it, in the order of the evidence.
    public var rows: [StudyResult]
    /// What was not used, each with its reason.
    public var excluded: [ExcludedRow]
    /// What a reader must know.
    public var warnings: [MethodWarning]
    /// The methods that were really used.
    public let method: MethodRecord
    /// The answer, of the kind that the plan asked for.
    public var answer: Answer
    /// Answers of other kinds to the same question on the same rows, such as a regression on a moderator.
    public var further: [Answer]
    /// What the plan says of its figures, by their codes; nil where it says nothing.
    public var figures: [String: FigureOptions]?

    /// Creates a record.
    public init(
        id: String, title: String, question: AnalysisQuestion, rows: (used: [StudyResult], excluded: [ExcludedRow]),
        warnings: [MethodWarning] = [], method: MethodRecord, answer: Answer, further: [Answer] = []
    ) {
        self.id = id
        self.title = title
        self.question = question
        (self.rows, excluded) = rows
        self.warnings = warnings
        self.method = method
        self.answer = answer
        self.further = further
    }

    /// The kind of question, such as `pairwise`.
    public var kind: String { answer.kind }

    /// Whether the question got an answer; where it did not, a warning says why.
    public var isAnswered: Bool { answer.value.isAnswered }

    /// The one number that stands for the answer wherever one is shown; nil where there is none.
    ///
    /// It is that of a further answer whose stated rule picked a method for the very quantity that the question asks
    /// for, such as the methods for rare events that a plan wants; else the own answer's.
    public var headline: Headline? { chosen ?? answer.value.headline }

    /// The headline of a further answer that leads by its rule; nil where the own answer leads.
    public var chosen: Headline? {
        further.lazy.compactMap(\.value.headline).first { headline in
            guard headline.choice != nil, headline.effect != nil, answer.value.headline?.effect != nil else {
                return false
            }
            guard let measure = headline.measure else { return false }
            return measure.kind == question.measure.kind && measure.naturalName == question.measure.naturalName
        }
    }

    /// The confidence level of its limits.
    public var level: Double { method.level }

    /// What is said of a figure.
    public func options(of figure: String) -> FigureOptions { figures?[figure] ?? FigureOptions() }

    /// How many different studies the rows come from.
    public var studies: Int { Set(rows.map(\.study)).count }

    /// How many studies and rows the headline rests on; nil where there is none.
    public var basis: StudyCount? {
        headline.map { StudyCount(studies: min($0.studies ?? studies, $0.rows), rows: $0.rows) }
    }

    /// The warnings of the analysis and of its answers, each once.
    public var allWarnings: [MethodWarning] {
        var seen: Set<MethodWarning> = []
        return (warnings + ([answer] + further).flatMap(\.value.warnings)).filter { seen.insert($0).inserted }
    }
}
