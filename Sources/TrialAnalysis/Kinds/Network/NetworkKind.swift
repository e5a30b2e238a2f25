import TrialResults
import TrialStatistics

/// A network of treatments: every arm becomes a node by rule, and every node is compared with every other one.
///
/// Arms are taken by themselves, so that multi-arm trials have their exact covariances. What makes a node is a property, several,
/// or what an arm is called; the answer says who went where.
public struct NetworkKind: AnalysisKind {
    /// `network`.
    public let name = "network"
    /// One sentence.
    public let summary = "Every treatment against every other one, by direct and indirect evidence of all trials."
    /// What a node is, and what is asked beside the league table.
    public let keys = NetworkOptions.keys

    /// Creates the kind.
    public init() {}

    /// The fit.
    public var answers: [String: any AnalysisAnswer.Type] { [name: NetworkAnswer.self] }

    /// Every arm stays by itself.
    public func completed(_ rules: RowRules, _ entry: PlanEntry) -> RowRules {
        var rules = rules
        rules.multiArm = .covariance
        return rules
    }

    /// Reads the keys.
    public func options(_ entry: PlanEntry) -> NetworkOptions { NetworkOptions(entry) }

    /// The arms that the rules choose, each with its numbers.
    public func evidence(
        for question: PlannedQuestion<NetworkOptions>, in library: EvidenceLibrary
    ) throws(AnalysisError) -> ArmSet {
        try library.arms(for: question)
    }

    /// The arms.
    public func chosen(_ evidence: ArmSet) -> ChosenRows? {
        ChosenRows(evidence.arms.map(\.study), excluded: evidence.excluded)
    }

    /// The methods of the record.
    public func method(
        _ question: PlannedQuestion<NetworkOptions>, by context: RunContext
    ) throws(AnalysisError) -> MethodRecord {
        question.options.record(
            context.profile, question.specification.methods,
            level: question.specification.methods.level ?? context.profile.randomEffects.level, seed: context.seed)
    }

    /// Fits each connected part.
    public func answer(
        _ question: PlannedQuestion<NetworkOptions>, on evidence: ArmSet, by context: RunContext
    ) throws(AnalysisError) -> KindAnswer {
        let methods = question.specification.methods
        let level = methods.level ?? context.profile.randomEffects.level
        var runner = try NetworkRunner(evidence, question, level: level, seed: context.seed)
        let answer = try runner.answer()
        return KindAnswer(
            answer, by: question.options.record(context.profile, methods, level: level, seed: context.seed),
            rows: runner.arms.rows(question.measure, level: level), excluded: runner.arms.excluded,
            warnings: evidence.warnings
                + (answer.isAnswered ? MethodWarning.ofFewStudies(answer.studies) : []) + runner.warnings)
    }
}

extension NetworkKind {
    /// What makes a node, and what is asked beside the league table.
    public var guide: [PlanKey] { Self.nodeKeys + Self.questionKeys }

    private static let nodeKeys: [PlanKey] = [
        PlanKey(
            "nodes",
            .either([
                .text,
                .list(
                    .either([
                        .text,
                        .mapping([
                            PlanKey("by", .text, or: PlanKey.required, "the property", example: ""),
                            PlanKey(
                                "cuts", .list(.number), or: PlanKey.none, "ascending limits of a number", example: ""),
                        ]),
                    ])),
            ]), or: "arm",
            "what a treatment arm is: properties, numbers with limits, or arm for what it is called",
            example: "nodes: [route, {by: dose, cuts: [50, 100]}]"),
        PlanKey(
            "controls", .word(NodeRule.Controls.allCases.map(\.rawValue)), or: NodeRule.Controls.together.rawValue,
            "what a control arm is: one node, by what it received, or by the properties of nodes",
            example: "controls: by-comparator"),
        PlanKey(
            "names", .named(.text), or: PlanKey.none, "other names of nodes; several of one name are one node",
            example: "names: {both + bone marrow: several routes}"),
        PlanKey(
            "leave-out", .either([.text, .list(.text)]), or: PlanKey.none, "nodes whose arms do not count",
            example: "leave-out: [not stated]"),
        PlanKey(
            "reference", .text, or: "the node of all control arms, else the first",
            "the node that the others are shown against", example: "reference: placebo"),
    ]

    private static let questionKeys: [PlanKey] = [
        PlanKey(
            "components",
            .either([
                .flag,
                .mapping([
                    PlanKey("separator", .text, or: "+", "what stands between components", example: ""),
                    PlanKey("inactive", .text, or: "the reference", "the component without effect", example: ""),
                    PlanKey(
                        "interactions", .list(.list(.text)), or: PlanKey.none,
                        "pairs of components that together may do more or less than their sum", example: ""),
                ]),
            ]), or: "false", "an additive model of what nodes are made of", example: "components: {inactive: placebo}"),
        PlanKey(
            "split", .word(EvidenceSplit.allCases.map(\.rawValue)), or: EvidenceSplit.backCalculation.rawValue,
            "how direct and indirect evidence are told apart", example: "split: separate"),
        PlanKey(
            "draws", .wholeNumber, or: "10000", "how often ranks are drawn; ranks need the key better",
            example: "draws: 100000"),
        PlanKey(
            "funnel-order", .either([.text, .list(.text)]), or: PlanKey.none,
            "all nodes in the order in which small trials would favour them, best last, for an adjusted funnel plot",
            example: "funnel-order: [placebo, old drug, new drug]"),
        PlanKey(
            "identify", .either([.text, .list(.text)]), or: PlanKey.none,
            "properties of which is said what these data can tell of all of them together",
            example: "identify: [dose, route, cell-source]"),
        judgementKey,
    ]

    private static var judgementKey: PlanKey {
        PlanKey(
            "confidence-judgements",
            .list(
                .mapping(
                    [
                        PlanKey("comparison", .list(.text), or: PlanKey.required, "its two nodes", example: ""),
                        PlanKey("judged-by", .text, or: PlanKey.required, "who judged", example: ""),
                        PlanKey(
                            "confidence", .word(NetworkJudgement.Confidence.allCases.map(\.rawValue)), or: "not judged",
                            "how sure one may be, all in all", example: ""),
                        PlanKey("reason", .text, or: PlanKey.none, "why", example: ""),
                    ]
                        + NetworkJudgement.Domain.allCases.map {
                            PlanKey(
                                $0.rawValue, .word(NetworkJudgement.Concern.allCases.map(\.rawValue)), or: "not judged",
                                "what was judged", example: "")
                        })), or: PlanKey.none, "what people judged of comparisons, by the domains of CINeMA",
            example:
                "confidence-judgements: [{comparison: [drug, placebo], judged-by: A. Reader, imprecision: some-concerns}]"
        )
    }
}
