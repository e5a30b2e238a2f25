import TrialJSON
import TrialStatistics

/// `within-trial`: does the effect differ between two kinds of participants, within trials and apart from that across?
///
/// Columns `referenceEstimate` `referenceVariance` `otherEstimate` `otherVariance`, null where a trial did not include
/// that kind; `label` names the trials. The choices of pooling are those of `pool`.
struct WithinTrialTask: BatchTask {
    let name = "within-trial"
    let fields = ["model", "heterogeneity", "heterogeneityInterval", "interval", "prediction", "tau2", "measure"]

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let method = try request.method()
        let result = try WithinTrialInteraction(try contrasts(request), pooling: method.pooling)
        return [
            (
                "result",
                .object([
                    ("within", result.within.map { PoolAnswer.fit(method.profile.presented($0)) } ?? .null),
                    ("withinTrials", .array(result.withinTrials.map { .string($0) })),
                    ("across", Self.contrast(result.across)), ("ecologicalBias", Self.contrast(result.ecologicalBias)),
                    ("warnings", PoolAnswer.warnings(result.warnings + method.warnings)),
                ])
            )
        ]
    }

    private func contrasts(_ request: BatchRequest) throws(StatisticsError) -> [WithinTrialContrast] {
        let data = try request.data
        let names = ["referenceEstimate", "referenceVariance", "otherEstimate", "otherVariance"]
        var columns: [[Double?]] = []
        for name in names {
            columns.append(try data.requiredColumn(name))
            guard let last = columns.last, last.count != columns[0].count else { continue }
            throw StatisticsError(.unequalLengths, "needs one entry a trial: \(columns[0].count)", field: name)
        }
        for name in [1, 3] {
            guard let bad = columns[name].firstIndex(where: { $0.map { !($0 > 0) } ?? false }) else { continue }
            throw StatisticsError(
                .invalidVariance, "the sampling variance must be a positive number", study: bad + 1, field: names[name])
        }
        let given = data.value["label"] ?? request.body["label"] ?? .null
        return columns[0].indices.map { i in
            func estimate(_ column: Int) -> EstimateWithVariance? {
                guard let estimate = columns[column][i], let variance = columns[column + 1][i] else { return nil }
                return EstimateWithVariance(estimate: estimate, variance: variance)
            }
            return WithinTrialContrast(trial: Self.label(given, i), reference: estimate(0), other: estimate(2))
        }
    }

    /// The name of a trial; its position where none is given.
    private static func label(_ given: JSONValue, _ trial: Int) -> String {
        guard case .array(let texts) = given, trial < texts.count, case .string(let label) = texts[trial] else {
            return "\(trial + 1)"
        }
        return label
    }

    private static func contrast(_ contrast: WithinTrialInteraction.Contrast?) -> JSONValue {
        guard let contrast else { return .null }
        return .object([
            ("estimate", .number(contrast.estimate)), ("standardError", .number(contrast.standardError)),
            ("pValue", .number(contrast.pValue)), ("lower", .number(contrast.limits.lower)),
            ("upper", .number(contrast.limits.upper)),
        ])
    }
}
