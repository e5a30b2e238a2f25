import Foundation
import TrialArchives
import TrialEvidence
import TrialResults
import TrialStatistics

/// Runs a plan against its datasets and gives the result document.
///
/// The order of the answers is the order of the plan. With a cache, an analysis is computed only where its
/// specification, the rows it really uses, the profile, the seed or the engine changed.
public struct PlanRunner: Sendable {
    private let plan: AnalysisPlan
    private let profile: MethodProfile
    private let methods: MethodRegistry
    private let planIdentity: String
    private let datasets: [String: LoadedDataset]
    private let cache: ResultCache?

    /// What a run did.
    public struct Outcome: Sendable {
        /// The answers.
        public let document: ResultDocument
        /// Ids of the analyses that came from the cache.
        public let cached: [String]
    }

    /// Creates a runner.
    ///
    /// - Parameters:
    ///   - plan: The plan.
    ///   - text: The plan's text, for its identity.
    ///   - datasets: The main dataset under the empty name, further ones under the plan's names.
    ///   - cache: Answers of earlier runs; nil computes everything.
    ///   - methods: The methods and profiles that the plan can name.
    /// - Throws: `AnalysisError` where the plan's profile is unknown.
    public init(
        _ plan: AnalysisPlan, text: String, datasets: [String: LoadedDataset], cache: ResultCache?,
        methods: MethodRegistry = .standard
    ) throws(AnalysisError) {
        guard let profile = methods.profile(plan.profile) else {
            let known = methods.profiles.map(\.name).joined(separator: ", ")
            throw AnalysisError(.unknownName, "there is no method profile '\(plan.profile)'; known: \(known)")
        }
        self.plan = plan
        self.profile = profile
        self.methods = methods
        planIdentity = SHA256.hex(of: text)
        self.datasets = datasets
        self.cache = cache
    }

    /// Runs all analyses; `progress` hears of each as it is done.
    public func run(
        progress: (_ number: Int, _ result: AnalysisResult, _ isCached: Bool) -> Void = { _, _, _ in }
    ) throws(AnalysisError) -> Outcome {
        var results: [AnalysisResult] = []
        var cached: [String] = []
        for (index, specification) in plan.analyses.enumerated() {
            let (result, isCached) = try answer(specification)
            if isCached { cached.append(specification.id) }
            results.append(result)
            progress(index + 1, result, isCached)
        }
        let names = datasets.keys.sorted()
        var document = ResultDocument(
            engine: EngineVersion.current,
            plan: PlanReference(title: plan.title, sha256: planIdentity, profile: profile.name, seed: plan.seed),
            datasets: names.compactMap { datasets[$0]?.reference }, analyses: results, published: published)
        document.overview = (datasets[""]?.dataset).map(EvidenceOverview.init)
        return Outcome(document: DatasetFindings(datasets).added(to: document), cached: cached)
    }

    private func answer(_ specification: AnalysisSpecification) throws(AnalysisError) -> (AnalysisResult, Bool) {
        let evidence = try AnalysisEvidence(specification, datasets: datasets)
        let runner = AnalysisRunner(
            specification: specification, profile: profile, evidence: evidence, seed: plan.seed, methods: methods)
        func named(_ error: AnalysisError) -> AnalysisError {
            AnalysisError(error.code, error.problems.map { "analysis \(specification.id): \($0)" })
        }
        guard let cache else {
            do { return (try runner.run(), false) } catch { throw named(error) }
        }
        let key = try CacheKey(
            specification: specification, evidence: evidence, profile: profile.name, seed: plan.seed,
            engine: EngineIdentity.fingerprint
        ).digest
        if let stored = try cache.result(for: key) { return (stored, true) }
        let result: AnalysisResult
        do { result = try runner.run() } catch { throw named(error) }
        try cache.store(result, for: key)
        return (result, false)
    }

    private var published: [PublishedResult] {
        (datasets[""]?.dataset.publishedSyntheses ?? []).map { row in
            PublishedResult(
                review: row.reviewID, outcome: row.outcome, measure: row.measure, studies: row.studies,
                values: (row.estimate, row.ciLow, row.ciHigh), subgroup: row.subgroup.isEmpty ? nil : row.subgroup,
                source: row.sourceURL ?? row.doi.map { "https://doi.org/\($0)" } ?? "")
        }
    }
}

/// What an answer depends on, and nothing else.
struct CacheKey: Encodable {
    let specification: AnalysisSpecification
    let evidence: AnalysisEvidence
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
