import TrialEvidence
import TrialResults
import TrialStatistics

/// A plan in words, with the rows that its rules choose, before anything is pooled.
public struct PlanExplanation: Sendable {
    /// One question in words.
    public struct Question: Sendable {
        /// The question's id.
        public let id: String
        /// The title.
        public let title: String
        /// What is asked, a sentence each: measure and groups, months, hazards, methods.
        public let sentences: [String]
        /// The rows that count and the studies they are from; nil where the dataset refuses the question.
        public let rows: (count: Int, studies: Int)?
        /// Why the dataset refuses it.
        public let problem: String?
        /// The rows that are left out, by the reason's code, most frequent first.
        public let leftOut: [(reason: String, count: Int)]
    }

    /// The questions in the order of the plan.
    public let questions: [Question]
    /// Outcomes of the dataset that no question asks of and the plan gives no reason for.
    public let unexplained: [String]

    /// Explains a plan.
    ///
    /// - Throws: `AnalysisError` where the plan's profile is unknown.
    public init(
        _ plan: AnalysisPlan, datasets: [String: LoadedDataset], catalogue: AnalysisCatalogue = .standard
    ) throws(AnalysisError) {
        let profile = try catalogue.profile(named: plan.profile)
        let library = EvidenceLibrary(datasets, catalogue: catalogue)
        let context = RunContext(profile: profile, seed: plan.seed, catalogue: catalogue)
        let dataset = try library.dataset()
        questions = plan.analyses.map { Self.question($0, library, dataset, context) }
        unexplained = try UnaskedOutcomes(plan, dataset).list.filter { $0.reason == nil }.map(\.outcome)
    }

    private static func question(
        _ asked: AnalysisSpecification, _ library: EvidenceLibrary, _ dataset: Dataset, _ context: RunContext
    ) -> Question {
        var rows: (Int, Int)?
        var problem: String?
        var leftOut: [(String, Int)] = []
        var sentences: [String] = []
        do throws(AnalysisError) {
            let measure = try context.catalogue.measure(asked.measure)
            sentences = QuestionSentences(asked, measure: measure, outcome: dataset.title(of: asked.outcome)).all
            sentences.append(methods(try context.resolved(asked.methods)))
            let further = asked.options.value.furtherOutcomes.map { dataset.title(of: $0) ?? $0 }
            if !further.isEmpty { sentences.append("together with \(further.joined(separator: ", "))") }
            let plain = try library.contrasts(asked.outcome, measure, rules: asked.rules, methods: asked.methods)
            let set =
                try context.catalogue.kind(named: asked.kind).flatMap { kind throws(AnalysisError) in
                    try chosenRows(asked, measure, of: kind, library)
                } ?? plain
            rows = (set.contrasts.count, Set(set.contrasts.map(\.study)).count)
            leftOut = Dictionary(grouping: set.excluded, by: \.code).map { ($0.key, $0.value.count) }
                .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
        } catch {
            problem = error.problems.joined(separator: "; ")
        }
        return Question(
            id: asked.id, title: asked.title, sentences: sentences, rows: rows, problem: problem, leftOut: leftOut)
    }

    /// The rows that a kind chooses by itself, such as those of all times; nil where it has no rows of its own.
    private static func chosenRows<Kind: AnalysisKind>(
        _ asked: AnalysisSpecification, _ measure: AnyEffectMeasure, of kind: Kind, _ library: EvidenceLibrary
    ) throws(AnalysisError) -> ContrastSet? {
        guard let options = asked.options.value as? Kind.Options else { return nil }
        let question = PlannedQuestion(specification: asked, options: options, measure: measure)
        return kind.chosenRows(try kind.evidence(for: question, in: library))
    }

    private static func methods(_ method: ResolvedMethod) -> String {
        let record = method.record
        let names = [record.estimator?.name, record.interval?.name].compactMap(\.self)
        return (["\(record.model.rawValue) effects"] + names).joined(separator: "; ")
    }
}
