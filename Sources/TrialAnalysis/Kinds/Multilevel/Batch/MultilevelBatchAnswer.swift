import TrialJSON
import TrialStatistics

/// The `result` of a `multilevel` request, in the words of the batch contract.
struct MultilevelBatchAnswer {
    let value: JSONValue

    /// - Parameter componentLimits: The limits of the components, where the request asked for them and they are possible.
    init(_ fit: MultilevelFit, _ problem: MultilevelProblem, componentLimits: [ConfidenceLimits?]?) {
        let components = fit.components.enumerated().map { position, component in
            Self.component(component, componentLimits?[position])
        }
        value = .object([
            ("coefficients", .array(fit.coefficients.map(PoolAnswer.coefficient))),
            ("components", .array(components)), ("heterogeneity", Self.heterogeneity(fit)),
            ("moderatorTest", PoolAnswer.moderatorTest(fit.moderatorTest)),
            ("prediction", PoolAnswer.prediction(fit.pooled, fit.prediction)),
            ("fit", PoolAnswer.fitStatistics(fit.maximumLikelihood, fit.restrictedLikelihood)),
            ("weights", JSONValue(fit.weights)), ("convergence", PoolAnswer.convergence(fit.convergence)),
            ("warnings", PoolAnswer.warnings(problem.warnings + fit.warnings)), ("studies", JSONValue(fit.rows)),
            ("excluded", PoolAnswer.excluded(problem.rows.excluded)),
        ])
    }

    private static func component(_ component: VarianceComponent, _ limits: ConfidenceLimits?) -> JSONValue {
        .object([
            ("name", .string(component.name)), ("term", .string(component.term)),
            ("kind", .string(component.kind.rawValue)), ("value", .number(component.value)),
            ("standardError", JSONValue(component.standardError)), ("lower", JSONValue(limits?.lower)),
            ("upper", JSONValue(limits?.upper)), ("levels", JSONValue(component.levels)),
            ("isGiven", .bool(component.isGiven)), ("isOnBound", .bool(component.isOnBound)),
        ])
    }

    private static func heterogeneity(_ fit: MultilevelFit) -> JSONValue {
        let h = fit.heterogeneity
        let shares = h.shares.map { share in
            JSONValue.object([("component", .string(share.component)), ("I2", .number(share.iSquared))])
        }
        return .object([
            ("totalVariance", JSONValue(h.totalVariance)), ("I2", JSONValue(h.iSquared)), ("shares", .array(shares)),
            ("Q", .number(h.q)), ("QDegreesOfFreedom", JSONValue(h.qDegreesOfFreedom)), ("QPValue", .number(h.qPValue)),
            ("typicalVariance", JSONValue(h.typicalVariance)),
            ("estimator", .string(fit.isRestricted ? "REML" : "ML")),
        ])
    }
}
