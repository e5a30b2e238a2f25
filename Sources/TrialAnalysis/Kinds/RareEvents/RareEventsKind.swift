import TrialResults
import TrialStatistics

/// Events that are rare: every method that can use studies without events, side by side, with a stated rule for the headline.
public struct RareEventsKind: AnalysisKind {
    /// `rare-events`.
    public let name = "rare-events"
    /// One sentence.
    public let summary = "Counts of a rare event by every method that suits them; a stated rule picks the headline."

    /// Creates the kind.
    public init() {}

    /// The panel of methods.
    public var answers: [String: any AnalysisAnswer.Type] { [name: RareEventPanelAnswer.self] }

    /// It has no keys of its own.
    public func options(_ entry: PlanEntry) -> NoOptions { NoOptions() }

    /// The rows with their counts.
    public func evidence(
        for question: PlannedQuestion<NoOptions>, in library: EvidenceLibrary
    ) throws(AnalysisError) -> ContrastSet {
        try library.contrasts(for: question)
    }

    /// Runs every method on the rows.
    public func answer(
        _ question: PlannedQuestion<NoOptions>, on evidence: ContrastSet, by context: RunContext
    ) throws(AnalysisError) -> KindAnswer {
        let model = PoolingChoice(
            question.specification.methods, profile: context.profile, seed: context.seed
        ).model
        return KindAnswer(
            try RareEventChoice(evidence).answer(level: model.level),
            rows: evidence.rows(measure: question.measure, level: model.level), excluded: evidence.excluded,
            warnings: evidence.warnings + evidence.warningsOfFewStudies)
    }
}
