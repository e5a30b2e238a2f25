import TrialEvidence
import TrialForensics
import TrialStatistics

/// The keys that all kinds of questions share, described; which there are stands in ``PlanKeys``.
struct SharedPlanKeys {
    /// Keys of the plan itself.
    let plan: [PlanKey]
    private let analysis: [String: PlanKey]

    init(_ catalogue: AnalysisCatalogue) {
        plan = Self.plan(catalogue)
        let all = Self.question(catalogue) + Self.rows + Self.methods(catalogue) + [Self.groups, Self.figures]
        analysis = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// A key of an analysis; nil where nobody described it.
    subscript(name: String) -> PlanKey? { analysis[name] }

    private static let groups = PlanKey(
        "groups", .list(.text), or: "what all arms of a kind are called, else treatment and control",
        "what treatment and control are called in sentences", example: "groups: [MSC, placebo]")
    private static let figures = PlanKey(
        "figures", .named(.either([])), or: "as each figure does",
        "how figures are drawn, by their codes, or all; it changes no number",
        example: "figures: {all: {limits: [0.1, 10]}}")

    private static func plan(_ catalogue: AnalysisCatalogue) -> [PlanKey] {
        [
            PlanKey(
                "format", .word([AnalysisPlan.format]), or: PlanKey.required, "the format's name",
                example: "format: \(AnalysisPlan.format)"),
            PlanKey(
                "title", .text, or: PlanKey.required, "the title of plan and report",
                example: "title: Stem cells in multiple sclerosis"),
            PlanKey(
                "date", .text, or: PlanKey.none, "the day the plan was written; reports carry it",
                example: "date: 2026-11-23"),
            PlanKey(
                "dataset", .text, or: ".", "the main dataset: a folder or an archive, relative to the plan",
                example: "dataset: my-review"),
            PlanKey(
                "datasets", .named(.text), or: PlanKey.none,
                "further datasets by name, for comparisons beside an analysis",
                example: "datasets: {historical: ../historical}"),
            PlanKey(
                "profile", .word(catalogue.methods.profiles.map(\.name)), or: "trialpool-1",
                "the profile that names every method which the plan does not", example: "profile: trialpool-1"),
            PlanKey(
                "seed", .wholeNumber, or: "1", "the seed of whatever draws at random, to 2^53; it is in the result",
                example: "seed: 20261123"),
            groups, figures,
            PlanKey(
                "analyses", .list(.mapping([])), or: PlanKey.required, "the questions, at least one",
                example: "analyses: [{id: relapses, title: Relapses, outcome: relapse_any, measure: RR}]"),
            PlanKey(
                "not-asked",
                .list(
                    .mapping([
                        PlanKey("outcomes", .list(.text), or: PlanKey.required, "the outcomes' codes", example: ""),
                        PlanKey("reason", .text, or: PlanKey.required, "why", example: ""),
                    ])), or: PlanKey.none, "outcomes of the dataset that no question asks of, with the reason",
                example: "not-asked: [{outcomes: [fever], reason: counted in one trial}]"),
            PlanKey(
                "plugins",
                .list(
                    .mapping([
                        PlanKey("plugin", .text, or: PlanKey.required, "the name of an enabled plugin", example: ""),
                        PlanKey(
                            "analyses", .list(.text), or: "all", "the ids of the analyses it is about", example: ""),
                        PlanKey("options", .named(.either([])), or: PlanKey.none, "its options", example: ""),
                    ])), or: PlanKey.none, "sections and figures that plugins add to the report, in its order",
                example: "plugins: [{plugin: second-opinion-metafor}]"),
        ]
    }

    private static func question(_ catalogue: AnalysisCatalogue) -> [PlanKey] {
        [
            PlanKey(
                "id", .text, or: PlanKey.required, "a short name of letters, digits and hyphens; it names files",
                example: "id: relapses"),
            PlanKey("title", .text, or: PlanKey.required, "the title, for people", example: "title: Relapses"),
            PlanKey(
                "kind", .word(catalogue.kinds.map(\.name)), or: "pairwise with arms: controlled, else single-groups",
                "the kind of question", example: "kind: multilevel"),
            PlanKey(
                "outcome", .text, or: PlanKey.required, "the outcome's code in the dataset",
                example: "outcome: edss_change"),
            PlanKey(
                "measure", .word(catalogue.measures.all.map(\.code)), or: PlanKey.required, "the effect measure's code",
                example: "measure: MD"),
            PlanKey(
                "better", .word(["lower", "higher"]), or: PlanKey.none, "which direction helps the patient",
                example: "better: lower"),
            PlanKey(
                "favours", .list(.text), or: PlanKey.none,
                "words under the left and the right half of the forest plot",
                example: "favours: [favours MSC, favours placebo]"),
            PlanKey(
                "important", .number, or: PlanKey.none,
                "the smallest difference that matters to patients, on the natural scale, or a ratio",
                example: "important: 0.5"),
            PlanKey(
                "per", .number, or: "percentages; single person-years",
                "show proportions and rates of one group for so many people or person-years, a power of ten",
                example: "per: 100000"),
        ]
    }

    private static func methods(_ catalogue: AnalysisCatalogue) -> [PlanKey] {
        let methods = catalogue.methods
        return [
            PlanKey(
                "model", .word(EffectModel.allCases.map(\.rawValue)), or: "the profile's",
                "one common effect, or effects that differ", example: "model: random"),
            PlanKey(
                "heterogeneity", .word(methods.estimators.map(\.code)), or: "the profile's",
                "how tau-squared is estimated",
                example: "heterogeneity: REML"),
            PlanKey(
                "interval", .word(methods.intervals.map(\.code)), or: "the profile's",
                "the confidence interval's method",
                example: "interval: hartung-knapp"),
            PlanKey(
                "prediction", .word(methods.predictions.map(\.code)), or: "the profile's",
                "the prediction interval's method", example: "prediction: t-k-2"),
            PlanKey(
                "level", .number, or: "the profile's", "the level of intervals, between 0 and 1", example: "level: 0.95"
            ),
        ]
    }
}

extension SharedPlanKeys {
    /// Which rows of a dataset count, and how hazards are met.
    private static let rows: [PlanKey] = [
        PlanKey(
            "arms", .word(ArmRule.allCases.map(\.rawValue)), or: ArmRule.controlled.rawValue,
            "treatment against control of the same study, or one kind of group alone", example: "arms: treatment"),
        PlanKey(
            "window",
            .mapping([
                PlanKey("from", .number, or: "0", "the first month", example: ""),
                PlanKey("to", .number, or: "no end", "the last month", example: ""),
            ]), or: "any time", "months after the start of treatment that count, both ends included",
            example: "window: {from: 5, to: 7}"),
        PlanKey(
            "time", .word(TimeRule.allCases.map(\.rawValue)), or: TimeRule.latest.rawValue,
            "which of several times in the window is taken", example: "time: earliest"),
        PlanKey(
            "population", .either([.text, .list(.text)]), or: "any, the widest of each study",
            "populations that count, as the dataset labels them", example: "population: [RRMS]"),
        PlanKey(
            "of-subgroups", .either([.text, .list(.text)]),
            or: "any: the whole study where it is there, else each part",
            "parts of studies that count, as the column subgroup of outcomes.csv names them",
            example: "of-subgroups: [Adults]"),
        PlanKey(
            "definition", .either([.text, .list(.text)]), or: "any",
            "definitions of the endpoint that count, as definitions.csv names them",
            example: "definition: confirmed-24-weeks"),
        PlanKey(
            "reports", .list(.word(ReportKind.allCases.map(\.rawValue).filter { !$0.isEmpty })),
            or: "none before another", "kinds of report, the best first, for a number that several print",
            example: "reports: [journal, registry]"),
        PlanKey(
            "alike", .list(.word(Likeness.allCases.map(\.rawValue))), or: PlanKey.none,
            "in what pooled rows may differ without a warning", example: "alike: [comparator, time]"),
        PlanKey(
            "crossover", .word(CrossoverRule.allCases.map(\.rawValue)), or: CrossoverRule.firstPeriod.rawValue,
            "what to do with crossover trials", example: "crossover: paired"),
        PlanKey(
            "correlation", .number, or: "none: rows that need one are left out",
            "the within-person correlation to assume where none is printed, between -1 and 1",
            example: "correlation: 0.5"),
        PlanKey(
            "dispersion", .number, or: "none: counts are taken as Poisson's, which is said",
            "the dispersion of negative binomial counts, whose variance is μ + dispersion × μ² for one person",
            example: "dispersion: 1.5"),
        PlanKey(
            "baseline", .text, or: PlanKey.none,
            "the outcome that holds the values at baseline; changes from it are pooled",
            example: "baseline: edss_baseline"),
        PlanKey(
            "medians", .word(MedianRule.allCases.map(\.rawValue)), or: MedianRule.ifSymmetric.rawValue,
            "what to do with groups that print a median with quartiles or range", example: "medians: exclude"),
        PlanKey(
            "multi-arm", .word(MultiArmRule.allCases.map(\.rawValue)), or: MultiArmRule.combine.rawValue,
            "what to do with several treatment arms against one control", example: "multi-arm: covariance"),
        PlanKey(
            "overlap", .word(OverlapRule.allCases.map(\.rawValue)), or: OverlapRule.largest.rawValue,
            "what to do with studies that share participants", example: "overlap: latest"),
        PlanKey(
            "confidence", .word(["primary", "secondary", "uncertain"]), or: "uncertain",
            "the least confidence in a printed number", example: "confidence: primary"),
        PlanKey(
            "exclude",
            .list(
                .mapping([
                    PlanKey("study", .text, or: PlanKey.required, "the study's id", example: ""),
                    PlanKey("reason", .text, or: PlanKey.required, "why", example: ""),
                ])), or: PlanKey.none, "studies to leave out",
            example: "exclude: [{study: Smith2001, reason: a report of one patient}]"),
        PlanKey(
            "assume",
            .list(
                .mapping([
                    PlanKey("study", .text, or: PlanKey.required, "the study's id", example: ""),
                    PlanKey("arm", .text, or: PlanKey.required, "the arm's id", example: ""),
                    PlanKey("n", .number, or: PlanKey.required, "the number of participants", example: ""),
                    PlanKey("reason", .text, or: PlanKey.required, "why this number", example: ""),
                ])), or: PlanKey.none, "numbers of participants that a source does not print",
            example: "assume: [{study: Smith2001, arm: drug, n: 30, reason: the flow chart}]"),
    ]
}
