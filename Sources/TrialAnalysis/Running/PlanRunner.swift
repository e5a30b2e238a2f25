import Foundation
import Synchronization
import TrialArchives
import TrialEvidence
import TrialNumerics
import TrialResults
import TrialStatistics

/// Runs a plan against its datasets and gives the result document.
///
/// The order of the answers is the order of the plan. With a cache, an analysis is computed only where its
/// specification, the rows it really uses, the profile, the seed or the engine changed.
public struct PlanRunner: Sendable {
    private let plan: AnalysisPlan
    private let profile: MethodProfile
    private let planIdentity: String
    private let datasets: [String: LoadedDataset]
    private let cache: ResultCache?
    private let catalogue: AnalysisCatalogue
    /// Records that are taken as they are, by the id of their analysis, because nothing here can compute them.
    public var recorded: [String: AnalysisRecord] = [:]

    /// What a run did.
    public struct Outcome: Sendable {
        /// The answers.
        public let document: ResultDocument
        /// Ids of the analyses that came from the cache.
        public let cached: [String]
        /// What a person should know of the cache: damage that was found, a cache that failed and was not used further.
        public let cacheRemarks: [String]
    }

    /// Creates a runner.
    ///
    /// - Parameters:
    ///   - plan: The plan.
    ///   - text: The plan's text, for its identity.
    ///   - datasets: The main dataset under the empty name, further ones under the plan's names.
    ///   - cache: Answers of earlier runs; nil computes everything.
    ///   - catalogue: The kinds, measures and methods that the plan may name.
    /// - Throws: `AnalysisError` where the plan's profile is unknown.
    public init(
        _ plan: AnalysisPlan, text: String, datasets: [String: LoadedDataset], cache: ResultCache?,
        catalogue: AnalysisCatalogue = .standard
    ) throws(AnalysisError) {
        profile = try catalogue.profile(named: plan.profile)
        self.plan = plan
        planIdentity = SHA256.hex(of: text)
        self.datasets = datasets
        self.cache = cache
        self.catalogue = catalogue
    }

    /// The answer to one question, and how it came about.
    private struct Answered: Sendable {
        var record: AnalysisRecord
        var isCached = false
        var cacheRemarks: [String] = []
    }

    /// Runs all analyses, side by side on as many processors as there are.
    ///
    /// With a cache, what a long analysis has done is kept while it runs: a run that is stopped loses no more than a moment's
    /// work, and the next one gives the same bytes as if nothing had happened.
    ///
    /// - Parameters:
    ///   - progress: Hears of each analysis once it and all before it are done: its number in the plan, counted from 1, its
    ///     record, and whether it came from the cache; one at a time, from any thread.
    ///   - working: Hears of those that take long meanwhile, from any thread, of several at one time too.
    /// - Throws: `AnalysisError` of the first analysis of the plan that cannot be run; those behind it that have not begun by then
    ///   are left.
    public func run(
        progress: @escaping @Sendable (_ number: Int, _ result: AnalysisRecord, _ isCached: Bool) -> Void = { _, _, _ in
        },
        working: @escaping @Sendable (WorkProgress) -> Void = { _ in }
    ) throws(AnalysisError) -> Outcome {
        let unasked = try datasets[""].map { loaded throws(AnalysisError) in
            try UnaskedOutcomes(plan, loaded.dataset).list
        }
        let answered = try answers(progress, working)
        let names = datasets.keys.sorted()
        var document = ResultDocument(
            engine: EngineVersion.current,
            plan: PlanReference(title: plan.title, sha256: planIdentity, profile: profile.name, seed: plan.seed),
            datasets: names.compactMap { datasets[$0]?.reference }, analyses: answered.map(\.record),
            published: published)
        document.overview = (datasets[""]?.indexed).map(EvidenceOverview.init)
        document.unasked = unasked
        let plugins = catalogue.measurePlugins.filter { code, _ in plan.analyses.contains { $0.measure == code } }
        document.measurePlugins = plugins.isEmpty ? nil : plugins
        return Outcome(
            document: added(to: DatasetFindings(datasets).added(to: document)),
            cached: answered.filter(\.isCached).map(\.record.id), cacheRemarks: answered.flatMap(\.cacheRemarks))
    }

    private func answers(
        _ progress: @escaping @Sendable (Int, AnalysisRecord, Bool) -> Void,
        _ working: @escaping @Sendable (WorkProgress) -> Void
    ) throws(AnalysisError) -> [Answered] {
        let memory = AnswerMemory(cache, answers: catalogue.answers)
        let told = InOrder<Answered> { progress($0 + 1, $1.record, $1.isCached) }
        return try ParallelMap.map(plan.analyses.count) { index throws(AnalysisError) in
            let answered = try answer(plan.analyses[index], memory, working)
            told.ended(index, answered)
            return answered
        }
    }

    /// The document with what plugins add to it.
    private func added(to document: ResultDocument) -> ResultDocument {
        guard !plan.additions.isEmpty else { return document }
        var result = document
        result.additions = plan.additions.flatMap { asked in
            let addition = catalogue.additions.first { $0.name == asked.plugin }
            return addition?.additions(to: document, of: datasets[""]?.dataset, asked) ?? []
        }
        return result
    }

    private func answer(
        _ specification: AnalysisSpecification, _ memory: AnswerMemory,
        _ working: @escaping @Sendable (WorkProgress) -> Void
    ) throws(AnalysisError) -> Answered {
        if let record = recorded[specification.id] { return Answered(record: record) }
        do throws(AnalysisError) {
            guard let kind = catalogue.kind(named: specification.kind) else {
                let hint = NearestName.choices(catalogue.kinds.map(\.name), for: specification.kind)
                throw AnalysisError(.unknownName, "there is no kind '\(specification.kind)'; \(hint)")
            }
            return try record(specification, of: kind, memory, working)
        } catch {
            throw AnalysisError(error.code, error.problems.map { "analysis \(specification.id): \($0)" })
        }
    }

    private func record<Kind: AnalysisKind>(
        _ specification: AnalysisSpecification, of kind: Kind, _ memory: AnswerMemory,
        _ working: @escaping @Sendable (WorkProgress) -> Void
    ) throws(AnalysisError) -> Answered {
        guard let options = specification.options.value as? Kind.Options else {
            throw AnalysisError(.invalidPlan, "its options are not those of the kind '\(kind.name)'")
        }
        let question = PlannedQuestion(
            specification: specification, options: options, measure: try catalogue.measure(specification.measure))
        let library = EvidenceLibrary(datasets, catalogue: catalogue)
        let dataset = try library.dataset()
        let properties = PropertyCatalogue(dataset)
        let problems = options.propertyUses.compactMap(properties.problem)
        guard problems.isEmpty else { throw AnalysisError(.unknownName, problems) }
        let evidence = try kind.evidence(for: question, in: library)
        let words = QuestionWords(specification, measure: question.measure)
        // What the groups are called follows from all arms of the studies, also from those that no row uses and no key holds.
        func asked(_ rows: [StudyResult]) -> AnalysisQuestion {
            words.question(arms: ArmNames(dataset, rows.map(\.study)), sizes: rows.compactMap(\.size))
        }
        var key = ""
        var remarks: [String] = []
        if memory.isUsed {
            key = try CacheKey(
                specification: specification, evidence: evidence, profile: profile.name, seed: plan.seed,
                engine: EngineIdentity.fingerprint
            ).digest
            if var stored = memory.answer(for: key, of: specification.id, &remarks) {
                stored.question = asked(stored.rows)
                stored.figures = try specification.figures(of: stored.rows)
                return Answered(record: stored, isCached: true)
            }
        }
        var context = RunContext(profile: profile, seed: plan.seed, catalogue: catalogue)
        context.work = memory.work(key, of: specification.id, report: working)
        let answer = try kind.answer(question, on: evidence, by: context)
        var record = AnalysisRecord(
            id: specification.id, title: specification.title, question: asked(answer.rows),
            rows: (answer.rows, answer.excluded), warnings: answer.warnings, method: answer.method,
            answer: Answer(kind: kind.name, answer.answer), further: answer.further)
        if answer.isKept { memory.keep(record, for: key, &remarks) }
        record.figures = try specification.figures(of: record.rows)
        return Answered(record: record, cacheRemarks: remarks)
    }

    private var published: [PublishedResult] {
        guard let dataset = datasets[""]?.dataset else { return [] }
        return dataset.publishedSyntheses.map { row in
            var result = PublishedResult(
                review: row.reviewID, outcome: row.outcome, measure: row.measure,
                source: row.sourceURL ?? row.doi.map { "https://doi.org/\($0)" } ?? "")
            (result.studies, result.participants) = (row.studies, row.patients)
            (result.estimate, result.lower, result.upper) = (row.estimate, row.ciLow, row.ciHigh)
            result.title = dataset.title(of: row.outcome)
            result.pValue = row.pValue?.text
            result.subgroup = row.subgroup.isEmpty ? nil : row.subgroup
            result.indirect = row.indirect.isEmpty ? nil : row.indirect
            return result
        }
    }
}

/// What an answer depends on, and nothing else.
struct CacheKey<Evidence: Encodable>: Encodable {
    let specification: AnalysisSpecification
    let evidence: Evidence
    let profile: String
    let seed: UInt64
    let engine: String

    /// SHA-256 of the parts in canonical JSON.
    var digest: String {
        get throws(AnalysisError) {
            do {
                return SHA256.hex(of: Array(try ResultCoding().encodePart(self)))
            } catch {
                throw AnalysisError(.cacheFailed, "\(error)")
            }
        }
    }
}
