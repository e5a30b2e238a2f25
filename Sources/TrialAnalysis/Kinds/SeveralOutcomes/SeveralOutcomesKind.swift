import TrialResults
import TrialStatistics

/// Several outcomes of the same trials in one model: each borrows what the others know of it.
///
/// True effects of one trial on its outcomes hang together, and so do sampling errors of outcomes of the same people. All
/// outcomes stand on one axis: signs are turned where another direction is better than in the first one.
public struct SeveralOutcomesKind: AnalysisKind {
    /// `several-outcomes`.
    public let name = "several-outcomes"
    /// One sentence.
    public let summary = "Several outcomes of the same trials in one model, beside each outcome by itself."
    /// The outcomes and what is assumed of outcomes of the same people.
    public let keys = SeveralOutcomesOptions.keys

    /// Creates the kind.
    public init() {}

    /// The joint and the separate effects.
    public var answers: [String: any AnalysisAnswer.Type] { [name: SeveralOutcomesAnswer.self] }

    /// Arms that share a control stay rows of their own, with their covariance, unless the plan says otherwise.
    public func completed(_ rules: RowRules, _ entry: PlanEntry) -> RowRules {
        rules.keepingSharedControls(entry)
    }

    /// Reads the keys.
    public func options(_ entry: PlanEntry) -> SeveralOutcomesOptions { SeveralOutcomesOptions(entry) }

    /// The rows of every outcome.
    public func evidence(
        for question: PlannedQuestion<SeveralOutcomesOptions>, in library: EvidenceLibrary
    ) throws(AnalysisError) -> SeveralOutcomesEvidence {
        try SeveralOutcomesEvidence(question, library)
    }

    /// The rows of all outcomes.
    public func chosen(_ evidence: SeveralOutcomesEvidence) -> ChosenRows? { ChosenRows(evidence.contrasts.set) }

    /// Fits the model.
    public func answer(
        _ question: PlannedQuestion<SeveralOutcomesOptions>, on evidence: SeveralOutcomesEvidence,
        by context: RunContext
    ) throws(AnalysisError) -> KindAnswer {
        let set = evidence.contrasts.set
        let level = question.specification.methods.level ?? context.profile.randomEffects.level
        let runner = SeveralOutcomesRunner(evidence, question.options, level: level)
        var answer = runner.answer()
        answer.refusal = set.contrasts.isEmpty ? nil : runner.refusal
        var warnings = set.warnings + set.warningsOfFewStudies
        if let refusal = answer.refusal {
            warnings.append(
                MethodWarning(
                    code: "refused-\(refusal.reason.rawValue)", message: "No joint model: \(refusal.message)."))
        } else if !set.contrasts.isEmpty {
            do { try runner.complete(&answer) } catch {
                warnings.append(
                    MethodWarning(code: "no-joint-fit", message: "No joint model: \(error.message)."))
            }
        }
        warnings += Self.assumptions(answer)
        let zeroCells = question.specification.methods.zeroCells
        var rows: [StudyResult] = []
        for (own, outcome) in zip(evidence.sets, evidence.outcomes) {
            rows += own.rows(
                measure: try context.catalogue.measure(outcome.measure.code), level: level, zeroCells: zeroCells)
        }
        return KindAnswer(
            answer, by: Self.record(answer, question.options, context.profile, level: level), rows: rows,
            excluded: set.excluded, warnings: warnings)
    }

    /// What was guessed or is not there, said before anything else is read.
    private static func assumptions(_ answer: SeveralOutcomesAnswer) -> [MethodWarning] {
        var warnings = answer.empty.map { outcome in
            MethodWarning(code: "outcome-without-rows", message: "No row of the dataset answers '\(outcome.title)'.")
        }
        guard answer.fit != nil else { return warnings }
        if !answer.dependence.isStated, !answer.correlations.isEmpty {
            warnings.append(
                MethodWarning(
                    code: "assumed-correlation",
                    message:
                        "No correlation of outcomes of the same people is given; \(SeveralOutcomesOptions.assumedCorrelation) is assumed. The table shows other values."
                ))
        }
        return warnings + answer.dependence.warnings
    }

    private static func record(
        _ answer: SeveralOutcomesAnswer, _ options: SeveralOutcomesOptions, _ profile: MethodProfile, level: Double
    ) -> MethodRecord {
        let methods = DependentRowsMethods(isRestricted: options.isRestricted, inference: options.inference)
        let interval: NamedMethod =
            options.inference == .normal
            ? NamedMethod(NormalInterval())
            : NamedMethod(code: "t-trials", name: "t (trials of the outcome less one)")
        return methods.record(
            profile, level: level, interval: interval,
            hasPrediction: answer.effects.contains { $0.joint.naturalPrediction != nil })
    }
}
