import TrialResults
import TrialStatistics

extension PooledKind {
    /// What stands around a pooled effect.
    public var guide: [PlanKey] {
        [
            PlanKey(
                "subgroups", .either([.text, .list(.either([.text, SubgroupRequest.value]))]), or: PlanKey.none,
                "properties that form groups, or numbers with the limits at which they are cut",
                example: "subgroups: [route, {by: dose, cuts: [50, 100]}]"),
            PlanKey(
                "subgroup-heterogeneity", .word(Subgroups.Heterogeneity.allCases.map(\.rawValue)),
                or: Subgroups.Heterogeneity.separate.rawValue, "whether the groups share tau-squared",
                example: "subgroup-heterogeneity: common"),
            PlanKey(
                "moderators", .either([.text, .list(.either([.text, RegressionRequest.value]))]), or: PlanKey.none,
                "regressions of the effect on properties, each item one of its own",
                example: "moderators: [year, dose * route]"),
            CredibilityJudgement.key,
            PlanKey(
                "rare-events", .flag, or: "false",
                "show every method for rare events; the one that their rule picks is the headline",
                example: "rare-events: true"),
            ResamplingRequest.key,
            PlanKey(
                "beside",
                .mapping([
                    PlanKey("dataset", .text, or: PlanKey.required, "a name under datasets", example: ""),
                    PlanKey("title", .text, or: PlanKey.required, "its title", example: ""),
                    PlanKey("outcome", .text, or: PlanKey.required, "the outcome's code there", example: ""),
                    PlanKey(
                        "arms", .word(ArmRule.allCases.map(\.rawValue)), or: ArmRule.control.rawValue,
                        "which arms are pooled there", example: ""),
                ]), or: PlanKey.none, "another dataset's pooled effect to see beside this one",
                example: "beside: {dataset: historical, title: Older placebo groups, outcome: edss_worsened}"),
            PlanKey(
                "sensitivity", .list(.named(.either([]))), or: PlanKey.none,
                "the same question with something changed: a name, the measure, any key of rows or methods",
                example: "sensitivity: [{model: common}, {heterogeneity: DL, interval: normal}]"),
        ]
    }
}

extension MetaRegressionKind {
    /// What the regression is on.
    public var guide: [PlanKey] {
        [
            PlanKey(
                "moderators", .either([.text, .list(.text)]), or: PlanKey.required,
                "the properties, all in one model", example: "moderators: [year, route]")
        ] + RegressionRequest.further + [CredibilityJudgement.key]
    }
}

extension MultilevelKind {
    /// The levels and how rows of one study hang together.
    public var guide: [PlanKey] {
        [
            PlanKey(
                "levels", .list(.text), or: "[study, row]",
                "the levels at which effects vary, outermost first: study, row or a property",
                example: "levels: [route, study, row]"),
            PlanKey(
                "sampling-correlation", .number, or: "none",
                "the correlation of the sampling errors of rows of one study that share no control group",
                example: "sampling-correlation: 0.5"),
            PlanKey(
                "degrees-of-freedom", .word(["containment", "residual"]), or: "containment",
                "the degrees of freedom of t", example: "degrees-of-freedom: residual"),
            PlanKey(
                "robust", .word(ClusterCorrection.allCases.map(\.rawValue)), or: PlanKey.none,
                "the effect is also judged by how the groups of the outermost level scatter, corrected for few of them",
                example: "robust: CR2"),
            PlanKey(
                "interaction", .text, or: PlanKey.none,
                "the property whose kinds of participants are compared within trials and, apart from that, across trials",
                example: "interaction: ms-type"),
            PlanKey(
                "reference", .named(.text), or: "the first by name",
                "for a category: the one that the others are compared with",
                example: "reference: {ms-type: relapsing}\n    interaction: ms-type"),
        ]
    }
}

extension SubgroupRequest {
    /// One grouping with its limits.
    fileprivate static var value: PlanKey.Value {
        .mapping([
            PlanKey("by", .text, or: PlanKey.required, "the property", example: ""),
            PlanKey("cuts", .list(.number), or: PlanKey.none, "ascending limits of a number", example: ""),
            PlanKey(
                "heterogeneity", .word(Subgroups.Heterogeneity.allCases.map(\.rawValue)), or: "subgroup-heterogeneity",
                "whether these groups share tau-squared", example: ""),
        ])
    }
}

extension RegressionRequest {
    /// One regression on several properties.
    fileprivate static var value: PlanKey.Value {
        .mapping(
            [PlanKey("on", .either([.text, .list(.text)]), or: PlanKey.required, "the properties", example: "")]
                + further)
    }

    /// How properties enter a regression.
    fileprivate static var further: [PlanKey] {
        [
            PlanKey(
                "interactions", .list(.list(.text)), or: PlanKey.none, "lists of properties that are multiplied",
                example: "interactions: [[dose, route]]"),
            PlanKey(
                "centre", .named(.either([.number, .text])), or: "mean in an interaction, else none",
                "for a number: mean, none or a value that is taken off", example: "centre: {dose: 50}"),
            PlanKey(
                "reference", .named(.text), or: "the first by name",
                "for a category: the one that the others are compared with", example: "reference: {route: intravenous}"),
        ]
    }
}

extension CredibilityJudgement {
    /// What people judged.
    fileprivate static var key: PlanKey {
        let answers = ["definitely-no", "probably-no", "probably-yes", "definitely-yes"]
        let items = judged.map {
            PlanKey($0.rawValue, .word(answers), or: "not judged", "what was judged", example: "")
        }
        return PlanKey(
            "credibility",
            .list(
                .mapping(
                    [
                        PlanKey(
                            "of", .either([.text, .list(.text)]), or: PlanKey.required,
                            "the difference that was judged", example: ""),
                        PlanKey("judged-by", .text, or: PlanKey.required, "who judged", example: ""),
                        PlanKey("reason", .text, or: PlanKey.none, "why", example: ""),
                    ] + items)), or: PlanKey.none,
            "what people judged of the differences that subgroups and moderators claim",
            example: "credibility: [{of: dose, judged-by: A. Reader, direction: probably-yes}]")
    }
}
