import TrialStatistics

extension MultiverseKind {
    /// What varies, and how many specifications there may be.
    public var guide: [PlanKey] {
        [
            PlanKey(
                "vary", .mapping(Self.choices), or: "every defensible choice",
                "what is chosen in turn; the analysis' own choices always come first, and what is not named here keeps them",
                example:
                    "vary: {heterogeneity: [REML, DL, PM], interval: [normal, hartung-knapp], without: [each-study]}"),
            PlanKey(
                "most-specifications", .wholeNumber, or: "5000",
                "the most specifications that are computed; more are refused before anything is pooled",
                example: "most-specifications: 20000"),
        ]
    }

    private static var choices: [PlanKey] {
        let own = "that of the analysis"
        return [
            PlanKey(
                "measure", .either([.text, .list(.text)]), or: own,
                "effect measures by their codes; each has its own part of the figure", example: ""),
            PlanKey(
                "model", .either([.text, .list(.word(EffectModel.allCases.map(\.rawValue)))]), or: own,
                "random effects, common effect", example: ""),
            PlanKey("heterogeneity", .either([.text, .list(.text)]), or: own, "estimators of τ²", example: ""),
            PlanKey(
                "interval", .either([.text, .list(.text)]), or: own,
                "intervals of random effects; a common effect has that of the profile", example: ""),
            PlanKey(
                "multi-arm", .either([.text, .list(.word(MultiArmRule.allCases.map(\.rawValue)))]), or: own,
                "what is done with several treatment arms", example: ""),
            PlanKey(
                "correlation", .either([.number, .list(.number)]), or: own, "within-person correlations", example: ""),
            PlanKey(
                "without",
                .either([
                    .word(MultiverseOptions.exclusionWords.map(\.word)),
                    .list(
                        .either([.word(MultiverseOptions.exclusionWords.map(\.word)), .mapping(Self.left)])),
                ]), or: "all studies",
                "studies that are left out: each in turn, those at high risk of bias, those not at low risk, or named ones",
                example: ""),
        ]
    }

    private static var left: [PlanKey] {
        [
            PlanKey(
                "studies", .either([.text, .list(.text)]), or: PlanKey.required, "the ids of those that are left out",
                example: ""),
            PlanKey("name", .text, or: "the ids", "what people call them", example: ""),
        ]
    }
}
