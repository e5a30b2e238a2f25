import TrialJSON
import TrialStatistics

/// `bootstrap`: the pooled effect of studies that are drawn with replacement.
///
/// All samples where there are at most `exactLimit` (10,000), or as many as there are with `exact` true; else `iterations` (9,999)
/// drawn with `seed` (1).
struct BootstrapFollowUp: BatchFollowUp {
    let name = "bootstrap"
    let options = ["exact", "exactLimit", "iterations", "seed"]

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        let plan = try question.resamplingPlan()
        let result = try StudyBootstrap(question.model, by: question.pooling, plan: plan)
        try question.checkExact(result.isExact, "samples")
        return .object([
            ("estimate", .number(result.estimate)), ("lower", .number(result.percentile.lower)),
            ("upper", .number(result.percentile.upper)), ("acceleratedLower", JSONValue(result.accelerated?.lower)),
            ("acceleratedUpper", JSONValue(result.accelerated?.upper)),
            ("standardError", .number(result.standardError)),
            ("bias", .number(result.bias)), ("level", .number(result.level)), ("samples", JSONValue(result.samples)),
            ("exact", .bool(result.isExact)), ("seed", result.isExact ? .null : .number(Double(plan.seed))),
            ("warnings", PoolAnswer.warnings(result.warnings)),
        ])
    }
}

extension FollowUpQuestion {
    /// How many data sets `permutation` and `bootstrap` look at: `exact`, `exactLimit`, `iterations` and `seed`, held to the work that
    /// a request may ask for.
    func resamplingPlan() throws(StatisticsError) -> PermutationPlan {
        let most = WorkLimits.refits / model.studies
        var plan = PermutationPlan()
        if let limit = try options.whole("exactLimit") { plan.exactLimit = limit }
        if let exact = try options.flag("exact") { plan.exactLimit = exact ? .max : 0 }
        plan.exactLimit = min(plan.exactLimit, most)
        if let iterations = try options.whole("iterations") { plan.iterations = iterations }
        if let seed = try options.seed("seed") { plan.seed = seed }
        if !options.has("iterations") { plan.iterations = min(plan.iterations, max(1, most)) }
        guard (1...max(1, most)).contains(plan.iterations) else {
            throw StatisticsError(
                .impossibleData, "must lie between 1 and \(most) for \(model.studies) studies",
                field: options.path + "iterations")
        }
        return plan
    }

    /// Refuses an answer by some of them where all were asked for.
    func checkExact(_ isExact: Bool, _ what: String) throws(StatisticsError) {
        if try options.flag("exact") == true, !isExact {
            throw StatisticsError(
                .unsupported, "there are too many \(what) to look at all; leave 'exact' out to sample them",
                field: options.path + "exact")
        }
    }
}
