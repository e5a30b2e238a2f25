import TrialJSON
import TrialStatistics

/// What a follow-up of `multilevel` is asked: the rows with the choices made for them, the fit, and its own options.
struct MultilevelQuestion {
    let problem: MultilevelProblem
    let fit: MultilevelFit
    /// The limits of the components, worked out once for the result and the follow-up; nil where they were not asked for.
    let componentLimits: Result<[ConfidenceLimits?], StatisticsError>?
    let options: BatchFields
}

extension BatchFollowUps where Question == MultilevelQuestion {
    /// The follow-ups of `multilevel` that ship with the toolkit.
    static var standard: BatchFollowUps {
        BatchFollowUps(all: [
            MultilevelBlupFollowUp(), MultilevelResidualsFollowUp(), ComponentLimitsFollowUp(),
            MultilevelPredictionsFollowUp(), RobustFollowUp(), WildBootstrapFollowUp(), ClusterPermutationFollowUp(),
            MultilevelInfluenceFollowUp(),
            MultilevelHypothesesFollowUp(), ComponentProfileFollowUp(), BorrowingFollowUp(), ExplainedFollowUp(),
        ])
    }
}

/// `blup`: the predicted deviation of each level of each term.
struct MultilevelBlupFollowUp: BatchFollowUp {
    let name = "blup"

    func answer(_ question: MultilevelQuestion) throws(StatisticsError) -> JSONValue {
        let effects = try question.problem.fitter.randomEffects(question.problem.model, question.fit)
        let terms = effects.map { effect in
            JSONValue.object(
                [
                    ("term", .string(effect.term)), ("level", .array(effect.levels.map { .string($0.level) })),
                    ("inner", .array(effect.levels.map { JSONValue($0.inner) })),
                    ("estimate", JSONValue(effect.levels.map(\.estimate))),
                    ("standardError", JSONValue(effect.levels.map(\.standardError))),
                ] + JSONValue.columns(effect.levels.map(\.limits)))
        }
        return .object([("terms", .array(terms))])
    }
}

/// `residuals`: how far each row is from the model, and how much it draws the fit.
struct MultilevelResidualsFollowUp: BatchFollowUp {
    let name = "residuals"

    func answer(_ question: MultilevelQuestion) throws(StatisticsError) -> JSONValue {
        let residuals = try question.problem.fitter.residuals(question.problem.model, question.fit)
        return .object([
            ("study", JSONValue(question.problem.kept)), ("residual", JSONValue(residuals.map(\.residual))),
            ("standardError", JSONValue(residuals.map(\.standardError))),
            ("statistic", JSONValue(residuals.map(\.standardized))), ("hat", JSONValue(residuals.map(\.hat))),
        ])
    }
}

/// `component-limits`: profile-likelihood limits of the variances and correlations, also in the `components` of the result.
struct ComponentLimitsFollowUp: BatchFollowUp {
    let name = "component-limits"

    func answer(_ question: MultilevelQuestion) throws(StatisticsError) -> JSONValue {
        let limits = try (question.componentLimits ?? question.problem.componentLimits).get()
        return .object(
            [
                ("name", .array(question.fit.components.map { .string($0.name) })),
                ("value", JSONValue(question.fit.components.map(\.value))),
            ] + JSONValue.columns(limits))
    }
}

/// `predictions`: mean effects, and where the true effect of a new row at new levels may lie; `inner` names the inner level of
/// terms whose variance depends on it.
struct MultilevelPredictionsFollowUp: BatchFollowUp {
    let name = "predictions"
    let options = ["at", "rows", "inner"]

    func answer(_ question: MultilevelQuestion) throws(StatisticsError) -> JSONValue {
        let (problem, model) = (question.problem, question.problem.model)
        let at = try question.options.predictionRows(
            model.design, problem.formula, coded: problem.rows.moderators)
        var inner: [String: String] = [:]
        if question.options.has("inner") {
            let words = BatchFields(
                question.options.value["inner"] ?? .null, path: question.options.path + "inner.")
            for name in words.names { inner[name] = try words.text(name) }
        }
        let rows = try problem.fitter.predictions(model, question.fit, at: at, inner: inner)
        return .object(
            [
                ("estimate", JSONValue(rows.map(\.estimate))),
                ("standardError", JSONValue(rows.map(\.standardError))),
            ] + JSONValue.columns(rows.map(\.limits)) + [
                ("predictionLower", JSONValue(rows.map { $0.prediction?.lower })),
                ("predictionUpper", JSONValue(rows.map { $0.prediction?.upper })),
            ])
    }
}
