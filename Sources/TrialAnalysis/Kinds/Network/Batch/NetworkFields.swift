import TrialJSON
import TrialNumerics
import TrialStatistics

/// The `result` of a `network` request, in the words of the batch contract.
struct NetworkFields {
    private let fit: NetworkFit
    private let reference: Int

    init(_ fit: NetworkFit, reference: String?) {
        self.fit = fit
        self.reference = reference.flatMap { fit.treatments.firstIndex(of: $0) } ?? 0
    }

    func parts(_ warnings: [MethodWarning]) -> [(key: String, value: JSONValue)] {
        let n = fit.treatments.count
        return [
            ("treatments", .array(fit.treatments.map { .string($0) })),
            ("reference", .string(fit.treatments[reference])),
            ("method", .string("inverse-variance")),
            ("studies", JSONValue(fit.network.studyNames.count)),
            ("comparisons", JSONValue(fit.network.contrasts.count)),
            ("common", Self.league(n) { fit.comparison($0, $1, .common) }),
            ("random", random(n)),
            ("heterogeneity", heterogeneity),
            ("inconsistency", inconsistency),
            ("rows", rows),
            ("fit", PoolAnswer.fitStatistics(fit.fitStatistics.maximum, fit.fitStatistics.restricted)),
            ("convergence", PoolAnswer.convergence(fit.convergence)),
            ("warnings", PoolAnswer.warnings(warnings)),
        ]
    }

    /// Matrices of every treatment (row) against every other one (column).
    static func league(_ n: Int, _ estimate: (Int, Int) -> NetworkEstimate) -> JSONValue {
        let table = (0..<n).map { i in (0..<n).map { $0 == i ? nil : estimate(i, $0) } }
        return .object([
            ("estimate", matrix(table.map { $0.map { $0?.estimate ?? 0 } })),
            ("standardError", matrix(table.map { $0.map { $0?.standardError ?? 0 } })),
            ("lower", matrix(table.map { $0.map { $0?.limits.lower ?? 0 } })),
            ("upper", matrix(table.map { $0.map { $0?.limits.upper ?? 0 } })),
            ("statistic", matrix(table.map { $0.map { $0?.statistic } })),
            ("pValue", matrix(table.map { $0.map { $0?.pValue } })),
        ])
    }

    static func matrix(_ rows: [[Double?]]) -> JSONValue { .array(rows.map { JSONValue($0) }) }

    static func matrix(_ matrix: Matrix) -> JSONValue { .array((0..<matrix.rows).map { JSONValue(matrix.row($0)) }) }

    private func random(_ n: Int) -> JSONValue {
        guard case .object(let pairs) = Self.league(n, { fit.comparison($0, $1, .random) }) else { return .null }
        func table(_ value: (Int, Int) -> Double?) -> JSONValue {
            Self.matrix((0..<n).map { i in (0..<n).map { $0 == i ? nil : value(i, $0) } })
        }
        return .object(
            pairs + [
                ("predictionError", table { fit.predictionError($0, $1) }),
                ("predictionLower", table { fit.prediction($0, $1)?.lower }),
                ("predictionUpper", table { fit.prediction($0, $1)?.upper }),
            ])
    }

    private var heterogeneity: JSONValue {
        let h = fit.heterogeneity
        return .object(
            [
                ("tau2", JSONValue(fit.tau2)), ("tau", JSONValue(fit.tau2?.squareRoot())),
                ("estimator", fit.model.tau2 == nil ? .string(fit.model.heterogeneity.rawValue) : .null),
            ] + Self.disagreement(h))
    }

    /// Q with its test, and I² in percent with its limits.
    static func disagreement(_ h: NetworkHeterogeneity) -> [(key: String, value: JSONValue)] {
        [
            ("Q", .number(h.q)), ("QDegreesOfFreedom", JSONValue(h.degreesOfFreedom)), ("QPValue", JSONValue(h.pValue)),
            ("I2", JSONValue(h.iSquared.map { 100 * $0 })),
            ("I2Lower", JSONValue(h.iSquaredLimits.map { 100 * $0.lower })),
            ("I2Upper", JSONValue(h.iSquaredLimits.map { 100 * $0.upper })),
        ]
    }

    /// Estimates as columns; null where there is none.
    static func columns(_ estimates: [NetworkEstimate?]) -> JSONValue {
        .object(
            [
                ("estimate", JSONValue(estimates.map { $0?.estimate })),
                ("standardError", JSONValue(estimates.map { $0?.standardError })),
            ] + JSONValue.columns(estimates.map { $0?.limits }) + [
                ("statistic", JSONValue(estimates.map { $0?.statistic })),
                ("pValue", JSONValue(estimates.map { $0?.pValue })),
            ])
    }

    /// A Q with what belongs to it.
    static func test(_ test: NetworkHeterogeneity?) -> JSONValue {
        guard let test else { return .null }
        return .object([
            ("Q", .number(test.q)), ("degreesOfFreedom", JSONValue(test.degreesOfFreedom)),
            ("pValue", JSONValue(test.pValue)),
        ])
    }

    private var inconsistency: JSONValue {
        let parts = fit.inconsistency
        return .object([
            ("designs", .array(parts.designs.map { .string($0.name) })), ("within", Self.test(parts.within)),
            ("between", Self.test(parts.between)), ("betweenRandom", Self.test(parts.betweenRandom)),
            ("tau2Within", .number(parts.tau2Within)),
        ])
    }

    private var rows: JSONValue {
        let contrasts = fit.network.contrasts
        return .object([
            ("study", .array(contrasts.map { .string($0.study) })),
            ("treatment", .array(contrasts.map { .string($0.treatment) })),
            ("comparator", .array(contrasts.map { .string($0.comparator) })),
            ("estimate", JSONValue(contrasts.map(\.estimate))),
            ("standardError", JSONValue(contrasts.map(\.standardError))),
            ("adjustedErrorCommon", JSONValue(fit.adjustedErrors(.common))),
            ("adjustedErrorRandom", JSONValue(fit.adjustedErrors(.random))),
            ("Q", JSONValue(fit.rowQ)),
        ])
    }
}
