import TrialStatistics

extension DurabilityKind {
    /// The course over time and what is assumed of results of the same people.
    public var guide: [PlanKey] {
        [
            PlanKey(
                "over-time", .word(DurabilityOptions.Course.allCases.map(\.rawValue)), or: "linear",
                "how the effect may run over the months", example: "over-time: log-linear"),
            PlanKey(
                "knots", .list(.number), or: "the 10th, 50th and 90th percentile of the rows' months",
                "the months at which a spline may bend, three or more", example: "knots: [3, 12, 24]"),
            PlanKey(
                "at", .either([.number, .list(.number)]), or: "[6, 12, 24]",
                "the months that are answered; those beyond the rows' months are named, not guessed",
                example: "at: [6, 12, 24]"),
            PlanKey(
                "structure", .word(TimeStructure.all.map(\.rawValue)), or: "automatic",
                "how true effects of one trial hang together over its times, or over its outcomes",
                example: "structure: CAR"),
            PlanKey(
                "time-correlation", .number, or: "0.6, said as a warning",
                "the correlation of one group's results correlation-months apart; it falls with the distance",
                example: "time-correlation: 0.7"),
            PlanKey(
                "correlation-months", .number, or: "12", "how many months apart results have the time-correlation",
                example: "correlation-months: 6"),
            CorrelationGrid.key(or: "[0.3, 0.6, 0.9]"), DependentRowsMethods.robustKey(or: "CR2"),
        ]
    }
}

extension SeveralOutcomesKind {
    /// The outcomes and what is assumed of outcomes of the same people.
    public var guide: [PlanKey] {
        [
            PlanKey(
                "further-outcomes", .list(.either([.text, .mapping(Self.further)])),
                or: "none; the kind needs one or more",
                "the outcomes beside the analysis' own: a code, or a mapping",
                example: "further-outcomes: [fatigue, {outcome: quality_of_life, better: higher}]"),
            PlanKey(
                "outcome-correlation", .number, or: "0.5, said as a warning",
                "the correlation of outcomes of the same people, after signs were turned",
                example: "outcome-correlation: 0.4"),
            PlanKey(
                "outcome-correlations", .list(.mapping(Self.pair)), or: "outcome-correlation",
                "correlations of pairs of outcomes, of all studies or of one that printed it",
                example: "outcome-correlations: [{between: [x, fatigue], value: 0.6}]"),
            CorrelationGrid.key(or: "[0, 0.3, 0.6, 0.9]"),
            PlanKey(
                "structure", .word(OutcomeStructure.all.map(\.rawValue)), or: "automatic",
                "how true effects of one trial hang together over its times, or over its outcomes",
                example: "structure: UN"),
            PlanKey(
                "patient-reported", .either([.text, .list(.text)]), or: PlanKey.none,
                "the outcomes that patients report themselves", example: "patient-reported: [fatigue]"),
            PlanKey(
                "important-differences", .named(.number), or: "the column important of scales.csv",
                "minimal important differences in points of the scale, by outcome",
                example: "important-differences: {fatigue: 4}"),
            DependentRowsMethods.robustKey(or: PlanKey.none),
        ]
    }

    private static var further: [PlanKey] {
        [
            PlanKey("outcome", .text, or: PlanKey.required, "its code in the dataset", example: ""),
            PlanKey("measure", .text, or: "that of the analysis", "its effect measure, on the same axis", example: ""),
            PlanKey(
                "better", .word(["lower", "higher"]), or: "that of the analysis", "which direction helps", example: ""),
            PlanKey("title", .text, or: "that of the dataset", "what people call it", example: ""),
        ]
    }

    private static var pair: [PlanKey] {
        [
            PlanKey("between", .list(.text), or: PlanKey.required, "the codes of two outcomes", example: ""),
            PlanKey("value", .number, or: PlanKey.required, "the correlation", example: ""),
            PlanKey("study", .text, or: "all studies", "the study that printed it", example: ""),
        ]
    }
}

extension CorrelationGrid {
    /// The key of both kinds.
    fileprivate static func key(or fallback: String) -> PlanKey {
        PlanKey(
            "correlation-grid", .list(.number), or: fallback,
            "other correlations of results of the same people, whose answers are shown beside",
            example: "correlation-grid: [0.3, 0.9]")
    }
}

extension DependentRowsMethods {
    /// The key of both kinds.
    fileprivate static func robustKey(or fallback: String) -> PlanKey {
        PlanKey(
            "robust", .word(ClusterCorrection.allCases.map(\.rawValue)), or: fallback,
            "effects are judged by how trials scatter, corrected for few of them", example: "robust: CR2")
    }
}
