import TrialJSON
import TrialNumerics
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
            MultilevelPredictionsFollowUp(),
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

/// `predictions`: mean effects, and where the true effect of a new row at new levels may lie.
struct MultilevelPredictionsFollowUp: BatchFollowUp {
    let name = "predictions"
    let options = ["at", "rows"]

    func answer(_ question: MultilevelQuestion) throws(StatisticsError) -> JSONValue {
        let (model, fit) = (question.problem.model, question.fit)
        let at = try question.options.predictionRows(
            model.design, question.problem.formula, coded: question.problem.rows.moderators)
        let df = fit.coefficients.map { $0.degreesOfFreedom ?? .infinity }.min() ?? .infinity
        let means = at.rowList.map { row in
            LinearHypothesis(
                Matrix([row]), coefficients: fit.coefficients.map(\.estimate), covariance: fit.covariance,
                degreesOfFreedom: df, level: fit.level
            ).rows[0]
        }
        let quantile = StudentTDistribution(degreesOfFreedom: df).upperQuantile((1 - fit.level) / 2)
        let halves = means.map { mean in
            fit.heterogeneity.totalVariance.map { total in
                quantile * (total + mean.standardError * mean.standardError).squareRoot()
            }
        }
        return .object(
            [
                ("estimate", JSONValue(means.map(\.estimate))),
                ("standardError", JSONValue(means.map(\.standardError))),
            ] + JSONValue.columns(means.map(\.limits)) + [
                (
                    "predictionLower",
                    JSONValue(zip(means, halves).map { mean, half in half.map { mean.estimate - $0 } })
                ),
                (
                    "predictionUpper",
                    JSONValue(zip(means, halves).map { mean, half in half.map { mean.estimate + $0 } })
                ),
            ])
    }
}

extension Matrix {
    /// The rows as lists.
    fileprivate var rowList: [[Double]] { (0..<rows).map { Array(row($0)) } }
}
