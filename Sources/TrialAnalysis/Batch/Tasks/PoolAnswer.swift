import TrialJSON
import TrialStatistics

/// The `result` of a `pool` request, in the words of the batch contract.
enum PoolAnswer {
    /// The whole result of a request.
    static func result(_ fit: ModelFit, _ problem: PoolProblem) -> JSONValue {
        var result = pairs(fit, problem.warnings + fit.warnings)
        result.append(("excluded", excluded(problem.excluded)))
        return .object(result)
    }

    /// A fit that is part of a follow-up, in the same words.
    static func fit(_ fit: ModelFit) -> JSONValue { .object(pairs(fit, fit.warnings)) }

    private static func pairs(_ fit: ModelFit, _ warnings: [MethodWarning]) -> [(key: String, value: JSONValue)] {
        [
            ("coefficients", .array(fit.coefficients.map(Self.coefficient))),
            ("heterogeneity", Self.heterogeneity(fit.heterogeneity)),
            ("moderatorTest", Self.moderatorTest(fit.moderatorTest)),
            ("prediction", Self.prediction(fit.pooled, fit.prediction)),
            ("fit", Self.fitStatistics(fit.maximumLikelihood, fit.restrictedLikelihood)),
            ("weights", JSONValue(fit.weights)),
            ("convergence", Self.convergence(fit.convergence)),
            ("warnings", Self.warnings(warnings)),
            ("studies", JSONValue(fit.studies)),
        ]
    }

    static func excluded(_ rows: [(study: Int, reason: String)]) -> JSONValue {
        .array(rows.map { .object([("study", JSONValue($0.study)), ("reason", .string($0.reason))]) })
    }

    static func coefficient(_ coefficient: Coefficient) -> JSONValue {
        .object([
            ("name", .string(coefficient.name)),
            ("estimate", .number(coefficient.estimate)),
            ("standardError", .number(coefficient.standardError)),
            ("statistic", .number(coefficient.statistic)),
            ("degreesOfFreedom", JSONValue(coefficient.degreesOfFreedom)),
            ("pValue", .number(coefficient.pValue)),
            ("lower", .number(coefficient.limits.lower)),
            ("upper", .number(coefficient.limits.upper)),
        ])
    }

    private static func heterogeneity(_ h: Heterogeneity) -> JSONValue {
        .object([
            ("tau2", .number(h.tau2)),
            ("tau2StandardError", JSONValue(h.tau2StandardError)),
            ("I2", .number(h.iSquared)),
            ("H2", .number(h.hSquared)),
            ("Q", .number(h.q)),
            ("QDegreesOfFreedom", .number(Double(h.qDegreesOfFreedom))),
            ("QPValue", .number(h.qPValue)),
            ("typicalVariance", .number(h.typicalVariance)),
            ("R2", JSONValue(h.rSquared)),
            ("tau2Lower", JSONValue(h.tau2Limits?.lower)),
            ("tau2Upper", JSONValue(h.tau2Limits?.upper)),
            ("I2Lower", JSONValue(h.iSquaredLimits?.lower)),
            ("I2Upper", JSONValue(h.iSquaredLimits?.upper)),
            ("H2Lower", JSONValue(h.hSquaredLimits?.lower)),
            ("H2Upper", JSONValue(h.hSquaredLimits?.upper)),
            ("estimator", h.estimator.map { .string($0) } ?? .null),
        ])
    }

    static func moderatorTest(_ test: ModeratorTest?) -> JSONValue {
        guard let test else { return .null }
        return .object([
            ("statistic", .number(test.statistic)),
            ("degreesOfFreedom", .number(Double(test.degreesOfFreedom))),
            ("denominatorDegreesOfFreedom", JSONValue(test.denominatorDegreesOfFreedom)),
            ("pValue", .number(test.pValue)),
            ("coefficients", .array(test.coefficients.map { .number(Double($0)) })),
        ])
    }

    static func prediction(_ pooled: Coefficient, _ limits: ConfidenceLimits?) -> JSONValue {
        guard let limits else { return .null }
        return .object([
            ("estimate", .number(pooled.estimate)), ("lower", .number(limits.lower)),
            ("upper", .number(limits.upper)),
        ])
    }

    static func fitStatistics(_ ml: FitStatistics?, _ reml: FitStatistics?) -> JSONValue {
        .object([
            ("logLikelihood", JSONValue(ml?.logLikelihood)),
            ("deviance", JSONValue(ml?.deviance)),
            ("AIC", JSONValue(ml?.aic)),
            ("BIC", JSONValue(ml?.bic)),
            ("AICc", JSONValue(ml?.aicc)),
            ("restrictedLogLikelihood", JSONValue(reml?.logLikelihood)),
            ("restrictedDeviance", JSONValue(reml?.deviance)),
            ("restrictedAIC", JSONValue(reml?.aic)),
            ("restrictedBIC", JSONValue(reml?.bic)),
            ("restrictedAICc", JSONValue(reml?.aicc)),
        ])
    }

    static func convergence(_ convergence: Convergence) -> JSONValue {
        .object([
            ("converged", .bool(convergence.converged)),
            ("iterations", .number(Double(convergence.iterations))),
            ("method", .string(convergence.method)),
        ])
    }

    static func warnings(_ warnings: [MethodWarning]) -> JSONValue { .array(warnings.map(warning)) }

    static func warning(_ warning: MethodWarning) -> JSONValue {
        .object([("code", .string(warning.code)), ("message", .string(warning.message))])
    }
}

extension [Coefficient] {
    /// Throws where one of them left the range of double precision.
    func checkFinite() throws(StatisticsError) {
        guard allSatisfy({ $0.estimate.isFinite && $0.standardError.isFinite }) else {
            throw StatisticsError(
                .notFinite, "the numbers are too large or too far apart to be combined; change their unit",
                field: "estimate")
        }
    }
}
