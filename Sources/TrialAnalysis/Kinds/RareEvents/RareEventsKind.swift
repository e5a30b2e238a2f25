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

    /// Each method by itself, and the panel.
    public var tasks: [any BatchTask] {
        [
            MantelHaenszelTask(), PetoTask(), MixedModelTask(), BetaBinomialTask(), FirthTask(), ExactTask(),
            ProportionTask(), RarePanelTask(), RareMethodTask(),
        ]
    }

    /// It has no keys of its own.
    public func options(_ entry: PlanEntry) -> NoOptions { NoOptions() }

    /// Runs every method on the rows.
    public func answer(
        _ question: PlannedQuestion<NoOptions>, on evidence: ContrastSet, by context: RunContext
    ) throws(AnalysisError) -> KindAnswer {
        let method = try context.resolved(question.specification.methods)
        let level = method.pooling.level
        return KindAnswer(
            try RareEventQuestion.answer(of: evidence, level: level), by: .panel(level: level, context.profile),
            rows: evidence.rows(
                measure: question.measure, level: level, zeroCells: question.specification.methods.zeroCells),
            excluded: evidence.excluded,
            warnings: evidence.warnings + evidence.warningsOfFewStudies)
    }
}

extension MethodRecord {
    /// The record of a panel: its methods are in its rows.
    fileprivate static func panel(level: Double, _ profile: MethodProfile) -> MethodRecord {
        var record = MethodRecord(profile.commonEffect, profile: profile)
        record.comparison = ComparisonMethod(
            code: "rare-event-panel", name: "every method for rare events that suits the counts", label: "panel")
        record.level = level
        record.interval = nil
        return record
    }
}
