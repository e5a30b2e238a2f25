import TrialResults
import TrialStatistics

/// How long an effect lasts: the results of all times of each trial in one model, answered at the months that are asked for.
///
/// True effects of one trial hang together over time, and so do sampling errors of results of the same people; several treatment
/// arms stay rows of their own with the covariance that a shared control group gives.
public struct DurabilityKind: AnalysisKind {
    /// `durability`.
    public let name = "durability"
    /// One sentence.
    public let summary = "An effect over time: all times of each trial in one model, answered at chosen months."
    /// The course over time and what is assumed of results of the same people.
    public let keys = DurabilityOptions.keys

    /// Creates the kind.
    public init() {}

    /// The effect over time.
    public var answers: [String: any AnalysisAnswer.Type] { [name: DurabilityAnswer.self] }

    /// Arms that share a control stay rows of their own, with their covariance, unless the plan says otherwise.
    public func completed(_ rules: RowRules, _ entry: PlanEntry) -> RowRules {
        if entry.has("time") { entry.problem(at: "time", "this kind takes all times of a study; remove 'time'") }
        return rules.keepingSharedControls(entry)
    }

    /// Reads the keys.
    public func options(_ entry: PlanEntry) -> DurabilityOptions { DurabilityOptions(entry) }

    /// The rows of all times.
    public func evidence(
        for question: PlannedQuestion<DurabilityOptions>, in library: EvidenceLibrary
    ) throws(AnalysisError) -> DurabilityEvidence {
        try DurabilityEvidence(question, library)
    }

    /// The rows of all times.
    public func chosen(_ evidence: DurabilityEvidence) -> ChosenRows? { ChosenRows(evidence.contrasts.set) }

    /// Fits the model.
    public func answer(
        _ question: PlannedQuestion<DurabilityOptions>, on evidence: DurabilityEvidence, by context: RunContext
    ) throws(AnalysisError) -> KindAnswer {
        let set = evidence.contrasts.set
        let level = question.specification.methods.level ?? context.profile.randomEffects.level
        let runner = DurabilityRunner(evidence, question.options, level: level)
        var answer = runner.answer()
        answer.refusal = set.contrasts.isEmpty ? nil : runner.refusal
        var warnings = set.warnings + set.warningsOfFewStudies
        if let refusal = answer.refusal {
            warnings.append(
                MethodWarning(
                    code: "refused-\(refusal.reason.rawValue)", message: "No model over time: \(refusal.message)."))
        } else if !set.contrasts.isEmpty {
            do { try runner.complete(&answer, measure: set.shown(question.measure)) } catch {
                warnings.append(
                    MethodWarning(code: "no-durability-fit", message: "No model over time: \(error.message)."))
            }
        }
        warnings += Self.assumptions(answer)
        let rows = set.rows(
            measure: question.measure, level: level, zeroCells: question.specification.methods.zeroCells)
        var check = NaturalScaleWarnings(question.measure.descriptor, shown: set.shown(question.measure))
        for point in answer.points { check.check("month \(DurabilityAnswer.word(point.months))", point.effect.natural) }
        check.check(rows)
        return KindAnswer(
            answer, by: Self.record(answer, question.options, context.profile, level: level), rows: rows,
            excluded: set.excluded, warnings: warnings + check.ofBounds)
    }

    /// What was guessed, said before anything else is read.
    private static func assumptions(_ answer: DurabilityAnswer) -> [MethodWarning] {
        guard answer.fit != nil, let r = answer.dependence.correlation, let months = answer.dependence.months else {
            return []
        }
        var warnings: [MethodWarning] = []
        if !answer.dependence.isStated {
            warnings.append(
                MethodWarning(
                    code: "assumed-correlation",
                    message:
                        "No correlation of one group's results over time is given; \(r) between results \(DurabilityAnswer.word(months)) months apart is assumed. The table shows other values."
                ))
        }
        return warnings + answer.dependence.warnings
    }

    private static func record(
        _ answer: DurabilityAnswer, _ options: DurabilityOptions, _ profile: MethodProfile, level: Double
    ) -> MethodRecord {
        let methods = DependentRowsMethods(isRestricted: options.isRestricted, inference: options.inference)
        let interval: NamedMethod =
            if let fit = answer.fit, fit.isRobust, let correction = fit.robust?.correction {
                NamedMethod(
                    code: correction.rawValue, name: "\(correction.name) (\(correction.rawValue)), Satterthwaite")
            } else if options.inference == .normal {
                NamedMethod(NormalInterval())
            } else {
                NamedMethod(code: "t-trials", name: "t (trials less coefficients)")
            }
        return methods.record(
            profile, level: level, interval: interval,
            hasPrediction: answer.points.contains { $0.effect.naturalPrediction != nil })
    }
}
