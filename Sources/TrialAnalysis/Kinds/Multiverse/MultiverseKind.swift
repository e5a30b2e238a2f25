import TrialResults
import TrialStatistics

/// One question by every defensible set of choices: measure, model, estimator of τ², interval, multi-arm rule, correlation,
/// and which studies are left out.
///
/// Keys beside these are the plan's own choices; they make the first specification. Steegen et al. 2016,
/// doi:10.1177/1745691616658637; Simonsohn et al. 2020, doi:10.1038/s41562-020-0912-z.
public struct MultiverseKind: AnalysisKind {
    /// `multiverse`.
    public let name = "multiverse"
    /// One sentence.
    public let summary = "One question by every defensible set of choices, as one curve of their effects."
    /// What varies, and how many specifications there may be.
    public let keys = MultiverseOptions.keys

    /// Creates the kind.
    public init() {}

    /// The effects of all specifications.
    public var answers: [String: any AnalysisAnswer.Type] { [name: MultiverseAnswer.self] }

    /// Reads the keys.
    public func options(_ entry: PlanEntry) -> MultiverseOptions { MultiverseOptions(entry) }

    /// The rows by everything that changes rows.
    public func evidence(
        for question: PlannedQuestion<MultiverseOptions>, in library: EvidenceLibrary
    ) throws(AnalysisError) -> MultiverseEvidence {
        try MultiverseEvidence(question, library)
    }

    /// The rows of the plan's own choices.
    public func chosen(_ evidence: MultiverseEvidence) -> ChosenRows? { ChosenRows(evidence.main) }

    /// What varies, and how many specifications that makes.
    public func sentences(
        _ question: PlannedQuestion<MultiverseOptions>, _ evidence: MultiverseEvidence, by context: RunContext
    ) throws(AnalysisError) -> [String] {
        let space = try MultiverseSpace(question, evidence, by: context)
        let parts = space.choices.filter { $0.options.count > 1 }.map { "\($0.options.count) of \($0.code)" }
        let what = parts.isEmpty ? "" : ": \(parts.joined(separator: ", "))"
        return ["\(space.count) \(space.count == 1 ? "specification" : "specifications")\(what)"]
            + space.remarks.map(\.message)
    }

    /// Computes the specifications.
    public func answer(
        _ question: PlannedQuestion<MultiverseOptions>, on evidence: MultiverseEvidence, by context: RunContext
    ) throws(AnalysisError) -> KindAnswer {
        try MultiverseRunner(
            question: question, space: MultiverseSpace(question, evidence, by: context), context: context
        ).answer()
    }
}
