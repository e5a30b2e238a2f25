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
            var found: (rows: ChosenRows?, method: MethodRecord, sentences: [String])?
            if let kind = context.catalogue.kind(named: asked.kind) {
                found = try explained(kind, asked, measure, library, context)
            }
            let usual = try context.resolved(asked.methods).record
            sentences.append(methods(found?.method ?? usual))
            sentences += found?.sentences ?? []
            let further = asked.options.value.furtherOutcomes.map { dataset.title(of: $0) ?? $0 }
            if !further.isEmpty { sentences.append("together with \(further.joined(separator: ", "))") }
            let chosen: ChosenRows
            if let own = found?.rows { chosen = own } else { chosen = try comparisons(asked, measure, library) }
            rows = (chosen.count, chosen.studies)
            leftOut = Dictionary(grouping: chosen.excluded, by: \.code).map { ($0.key, $0.value.count) }
                .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
        } catch {
            problem = error.problems.joined(separator: "; ")
        }
        return Question(
            id: asked.id, title: asked.title, sentences: sentences, rows: rows, problem: problem, leftOut: leftOut)
    }

    /// What a kind takes of the evidence, and by which methods it will answer; nil where the options are of another kind.
    private static func explained<Kind: AnalysisKind>(
        _ kind: Kind, _ asked: AnalysisSpecification, _ measure: AnyEffectMeasure, _ library: EvidenceLibrary,
        _ context: RunContext
    ) throws(AnalysisError) -> (rows: ChosenRows?, method: MethodRecord, sentences: [String])? {
        guard let options = asked.options.value as? Kind.Options else { return nil }
        let question = PlannedQuestion(specification: asked, options: options, measure: measure)
        let method = try kind.method(question, by: context)
        let evidence = try kind.evidence(for: question, in: library)
        return (kind.chosen(evidence), method, try kind.sentences(question, evidence, by: context))
    }

    private static func comparisons(
        _ asked: AnalysisSpecification, _ measure: AnyEffectMeasure, _ library: EvidenceLibrary
    ) throws(AnalysisError) -> ChosenRows {
        ChosenRows(try library.contrasts(asked.outcome, measure, rules: asked.rules, methods: asked.methods))
    }

    private static func methods(_ record: MethodRecord) -> String {
        let names = [record.estimator?.name, record.interval?.name].compactMap(\.self)
        return (["\(record.model.rawValue) effects"] + names).joined(separator: "; ")
    }
}
