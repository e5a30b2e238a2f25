import TrialResults
import TrialStatistics

/// How an effect depends on the dose: a curve through each trial's reference dose, over all trials.
///
/// Arms are taken by themselves; the dose is a number of the arms, or a product of several such as dose per infusion times number
/// of infusions. A curve that the doses do not carry is refused with the reason.
public struct DoseResponseKind: AnalysisKind {
    /// `dose-response`.
    public let name = "dose-response"
    /// One sentence.
    public let summary = "How an effect depends on the dose: a curve over all trials, or why there is none."
    /// The dose and the curve.
    public let keys = DoseResponseOptions.keys

    /// Creates the kind.
    public init() {}

    /// The fit.
    public var answers: [String: any AnalysisAnswer.Type] { [name: DoseResponseAnswer.self] }

    /// Every arm stays by itself.
    public func completed(_ rules: RowRules, _ entry: PlanEntry) -> RowRules {
        var rules = rules
        rules.multiArm = .covariance
        return rules
    }

    /// Reads the keys.
    public func options(_ entry: PlanEntry) -> DoseResponseOptions { DoseResponseOptions(entry) }

    /// The arms that the rules choose, each with its numbers.
    public func evidence(
        for question: PlannedQuestion<DoseResponseOptions>, in library: EvidenceLibrary
    ) throws(AnalysisError) -> ArmSet {
        try library.arms(for: question)
    }

    /// The arms.
    public func chosen(_ evidence: ArmSet) -> ChosenRows? {
        ChosenRows(evidence.arms.map(\.study), excluded: evidence.excluded)
    }

    /// The methods of the record.
    public func method(
        _ question: PlannedQuestion<DoseResponseOptions>, by context: RunContext
    ) throws(AnalysisError) -> MethodRecord {
        question.options.record(
            context.profile, level: question.specification.methods.level ?? context.profile.randomEffects.level)
    }

    /// Fits the curve.
    public func answer(
        _ question: PlannedQuestion<DoseResponseOptions>, on evidence: ArmSet, by context: RunContext
    ) throws(AnalysisError) -> KindAnswer {
        let level = question.specification.methods.level ?? context.profile.randomEffects.level
        var runner = try DoseResponseRunner(evidence, question, level: level)
        let answer = runner.answer()
        return KindAnswer(
            answer, by: question.options.record(context.profile, level: level),
            rows: runner.rows, excluded: runner.arms.excluded,
            warnings: evidence.warnings
                + (answer.isAnswered ? MethodWarning.ofFewStudies(answer.trials.count) : []) + runner.warnings)
    }
}

extension DoseResponseKind {
    /// The dose and the curve.
    public var guide: [PlanKey] {
        [
            PlanKey(
                "dose", .either([.text, .list(.text)]), or: "a curve needs it",
                "a number of the arms, or several that are multiplied", example: "dose: [dose-per-infusion, infusions]"),
            PlanKey(
                "control-dose", .either([.number, .word([DoseResponseOptions.asStated])]), or: "0",
                "the dose of all control arms, or what each of them states", example: "control-dose: as-stated"),
            PlanKey(
                "curve", .word(DoseResponseOptions.Shape.allCases.map(\.rawValue)),
                or: DoseResponseOptions.Shape.linear.rawValue, "the shape of the curve", example: "curve: spline"),
            PlanKey(
                "knots", .either([.number, .list(.number)]), or: "percentiles 10, 50 and 90 of the doses",
                "the knots of a spline, ascending",
                example: "knots: [5, 10, 20]"),
            PlanKey(
                "powers", .either([.number, .list(.number)]), or: PlanKey.none,
                "the powers of a fractional polynomial; 0 is the logarithm", example: "powers: [1, 2]"),
            PlanKey(
                "half", .number, or: "the median of the doses above 0", "the dose of half the effect of an Emax curve",
                example: "half: 10"),
            PlanKey(
                "stages", .number, or: "2",
                "2 for a curve a trial and their mean, 1 for all effects in one model", example: "stages: 1"),
            PlanKey(
                "reference-dose", .number, or: "the smallest dose", "the dose that predictions are against",
                example: "reference-dose: 0"),
            PlanKey(
                "at", .either([.number, .list(.number)]), or: "the doses of the trials", "the doses to predict at",
                example: "at: [5, 10, 20]"),
            PlanKey(
                "identify", .either([.text, .list(.text)]), or: PlanKey.none,
                "properties of which is said what these data can tell of all of them together",
                example: "identify: [dose, route, cell-source]"),
        ]
    }
}
