import TrialJSON
import TrialStatistics

/// `excess-significance`: more significant studies than their power explains?
///
/// Options `distribution` (chi2, binom, exact), `studyLevel` (0.05), `limitLevel` (0.1).
struct ExcessSignificanceFollowUp: BatchFollowUp {
    let name = "excess-significance"
    let options = ["distribution", "studyLevel", "limitLevel"]
    let mostStudies = WorkLimits.refittedStudies

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        let known = ExcessSignificance.Distribution.allCases.map { (word: $0.rawValue, value: $0) }
        var levels = ExcessSignificance.Levels()
        if let level = try question.options.number("studyLevel") { levels.study = level }
        if let level = try question.options.number("limitLevel") { levels.limit = level }
        let result = try ExcessSignificance(
            question.model, by: question.pooling,
            distribution: try question.options.choice("distribution", from: known) ?? .chiSquared, levels: levels)
        return .object([
            ("distribution", .string(result.distribution.rawValue)), ("observed", JSONValue(result.observed)),
            ("expected", .number(result.expected)),
            ("observedOverExpected", JSONValue(result.expected > 0 ? Double(result.observed) / result.expected : nil)),
            ("power", JSONValue(result.power)), ("effect", .number(result.effect)), ("tau2", .number(result.tau2)),
            ("statistic", JSONValue(result.chiSquared)), ("pValue", .number(result.pValue)),
            ("limitEffect", JSONValue(result.limitEffect)), ("warnings", PoolAnswer.warnings(result.warnings)),
        ])
    }
}

/// `fail-safe`: the numbers of Rosenthal, Orwin and Rosenberg, and the general one.
///
/// Options `significanceLevel` (0.05), `target` (for Orwin; the general one then aims at it too), `weighted` false for
/// Orwin's unweighted mean, `convention` (smallest, metafor).
struct FailSafeFollowUp: BatchFollowUp {
    let name = "fail-safe"
    let options = ["significanceLevel", "target", "convention", "goal"]

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        let options = question.options
        let level = try options.number("significanceLevel") ?? 0.05
        let target = try options.number("target")
        let conventions = FailSafeNumber.Convention.allCases.map { (word: $0.rawValue, value: $0) }
        let convention = try options.choice("convention", from: conventions) ?? .smallest
        let aimsAtEffect = try options.choice("goal", from: [("significance", false), ("effect", true)]) ?? false
        if aimsAtEffect, target == nil {
            throw StatisticsError(.missingField, "the goal 'effect' needs a target", field: options.path + "target")
        }
        let goal: FailSafeNumber.Goal = aimsAtEffect ? .effect(target ?? 0) : .significance(level)
        return .object([
            ("rosenthal", Self.value(try FailSafeNumber.rosenthal(question.model, significanceLevel: level))),
            ("orwin", Self.value(try FailSafeNumber.orwin(question.model, target: target))),
            ("rosenberg", Self.value(try FailSafeNumber.rosenberg(question.model, significanceLevel: level))),
            (
                "general",
                Self.value(
                    try FailSafeNumber.general(
                        question.model, by: question.pooling, goal: goal, convention: convention))
            ),
        ])
    }

    private static func value(_ result: FailSafeNumber) -> JSONValue {
        .object([
            ("studies", .number(result.studies)), ("estimate", JSONValue(result.estimate)),
            ("pValue", JSONValue(result.pValue)), ("significanceLevel", JSONValue(result.significanceLevel)),
            ("target", JSONValue(result.target)), ("combinedEstimate", JSONValue(result.combined?.estimate)),
            ("combinedTau2", JSONValue(result.combined?.tau2)),
            ("combinedPValue", JSONValue(result.combined?.pValue)),
            ("warnings", PoolAnswer.warnings(result.warnings)),
        ])
    }
}

/// `permutation`: how extreme the statistics are among rearranged data.
///
/// Exact where there are at most `exactLimit` (10,000) rearrangements, or as many as there are with `exact` true; else
/// `iterations` (9,999) sampled with `seed` (1). `intervals` true adds the values that are not rejected.
struct PermutationFollowUp: BatchFollowUp {
    let name = "permutation"
    let options = ["exact", "exactLimit", "iterations", "seed", "intervals"]

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        let plan = try question.resamplingPlan()
        let result = try PermutationTest(question.model, by: question.pooling, plan: plan)
        try question.checkExact(result.isExact, "rearrangements")
        let wantsIntervals = try question.options.flag("intervals") ?? false
        var coefficients: [JSONValue] = []
        for (j, test) in result.coefficients.enumerated() {
            let interval =
                wantsIntervals
                ? try PermutationInterval(question.model, by: question.pooling, coefficient: j, plan: plan) : nil
            coefficients.append(
                .object([
                    ("name", .string(test.name)), ("statistic", .number(test.statistic)),
                    ("pValue", .number(test.pValue)), ("lower", JSONValue(interval?.lower)),
                    ("upper", JSONValue(interval?.upper)),
                    ("warnings", PoolAnswer.warnings(interval?.warnings ?? [])),
                ]))
        }
        let omnibus: JSONValue =
            result.moderatorPValue == nil
            ? .null
            : .object([
                ("statistic", JSONValue(result.moderatorStatistic)), ("pValue", JSONValue(result.moderatorPValue)),
            ])
        return .object([
            ("coefficients", .array(coefficients)), ("moderatorTest", omnibus),
            ("rearrangements", JSONValue(result.rearrangements)), ("exact", .bool(result.isExact)),
            ("seed", result.isExact ? .null : .number(Double(plan.seed))),
        ])
    }
}

extension BatchFields {
    /// A seed: a whole number of at least 0.
    func seed(_ name: String) throws(StatisticsError) -> UInt64? {
        guard let number = try number(name) else { return nil }
        guard let seed = UInt64(exactly: number) else {
            throw StatisticsError(.impossibleData, "must be a whole number ≥ 0", field: path + name)
        }
        return seed
    }
}

/// `gosh`: the pooled effect of all subsets of studies, or of `limit` (65,536) drawn with `seed`.
struct SubsetsFollowUp: BatchFollowUp {
    let name = "gosh"
    let options = ["limit", "seed"]

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        let most = WorkLimits.refits / question.model.studies
        let limit = try question.options.whole("limit") ?? min(1 << 16, max(1, most))
        guard (1...max(1, most)).contains(limit) else {
            throw StatisticsError(
                .impossibleData, "must lie between 1 and \(most) for \(question.model.studies) studies",
                field: question.options.path + "limit")
        }
        let result = try SubsetExploration(
            question.model, by: question.pooling, limit: limit, seed: try question.options.seed("seed") ?? 1,
            iSquared: question.iSquared)
        let members = result.estimates.indices.map { subset in
            JSONValue.string(
                String((0..<result.wholeStudies).map { result.contains(study: $0, inSubset: subset) ? "1" : "0" }))
        }
        return .object([
            ("complete", .bool(result.isComplete)), ("study", JSONValue(question.problem.kept)),
            ("included", .array(members)), ("studies", JSONValue(result.studies)),
            ("estimate", JSONValue(result.estimates)), ("tau2", JSONValue(result.tau2)),
            ("I2", JSONValue(result.iSquared)), ("H2", JSONValue(result.hSquared)), ("Q", JSONValue(result.q)),
        ])
    }
}

/// `subset-table`: everything a reader sees of each subset of up to 20 studies.
struct SubsetTableFollowUp: BatchFollowUp {
    let name = "subset-table"

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        let table = try SubsetTable(question.model, by: question.pooling, iSquared: question.iSquared)
        return .object(
            [
                ("study", JSONValue(question.problem.kept)),
                ("mask", JSONValue(Array(1...table.estimates.count))), ("estimate", JSONValue(table.estimates)),
            ] + JSONValue.columns(table.limits) + [
                ("predictionLower", JSONValue(table.predictions.map { $0?.lower })),
                ("predictionUpper", JSONValue(table.predictions.map { $0?.upper })),
                ("tau2", JSONValue(table.tau2)), ("I2", JSONValue(table.iSquared)),
            ])
    }
}
