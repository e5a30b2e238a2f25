import TrialJSON
import TrialNumerics
import TrialStatistics

/// `components`: an additive model of what treatments are made of, also over parts that no trial connects.
struct ComponentsTask: BatchTask {
    let name = "components"
    var fields: [String] {
        NetworkProblem.fields.filter { !["method", "followUps", "heterogeneity"].contains($0) } + [
            "separator", "inactive", "interactions", "componentMatrix", "components",
        ]
    }

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let problem = try NetworkProblem(request)
        let (network, excluded) = try problem.network()
        let components = try Self.components(request, network)
        let fit = try ComponentModel(tau2: problem.model.tau2, level: problem.model.level).fit(network, components)
        return [("result", Self.result(fit, problem, excluded))]
    }

    private static func result(
        _ fit: ComponentFit, _ problem: NetworkProblem, _ excluded: [(row: Int, exclusion: NetworkExclusion)]
    ) -> JSONValue {
        let free = fit.freeQ
        var warnings = problem.warnings
        if !fit.unidentified.isEmpty {
            warnings.append(
                MethodWarning(
                    code: "unidentified-components",
                    message:
                        "These trials do not identify \(fit.unidentified.joined(separator: ", ")) by themselves; what "
                        + "they identify of combinations is given."))
        }
        let network = fit.network
        return .object([
            ("treatments", .array(network.treatments.map { .string($0) })),
            ("components", .array(fit.components.components.map { .string($0) })),
            ("componentMatrix", NetworkFields.matrix(fit.components.matrix)),
            ("studies", JSONValue(network.studyNames.count)), ("rank", JSONValue(fit.rank)),
            ("unidentified", .array(fit.unidentified.map { .string($0) })), ("common", effects(fit, .common)),
            ("random", effects(fit, .random)), ("heterogeneity", heterogeneity(fit)),
            ("free", NetworkFields.test(NetworkHeterogeneity(q: free.q, degreesOfFreedom: free.degreesOfFreedom))),
            (
                "additivity",
                NetworkFields.test(fit.additivity(free: free.q, degreesOfFreedom: free.degreesOfFreedom))
            ),
            ("parts", .array(network.islands.map { .array($0.map { .string($0) }) })),
            ("warnings", PoolAnswer.warnings(warnings)), ("excluded", NetworkRows.answer(excluded)),
        ])
    }

    private static func effects(_ fit: ComponentFit, _ effects: NetworkEffects) -> JSONValue {
        let n = fit.network.treatments.count
        return .object([
            ("components", NetworkFields.columns(fit.componentEffects(effects))),
            ("treatments", NetworkFields.columns((0..<n).map { fit.combination($0, effects) })),
            ("estimate", table(n) { fit.comparison($0, $1, effects)?.estimate }),
            ("standardError", table(n) { fit.comparison($0, $1, effects)?.standardError }),
            ("lower", table(n) { fit.comparison($0, $1, effects)?.limits.lower }),
            ("upper", table(n) { fit.comparison($0, $1, effects)?.limits.upper }),
            ("pValue", table(n) { fit.comparison($0, $1, effects)?.pValue }),
        ])
    }

    private static func heterogeneity(_ fit: ComponentFit) -> JSONValue {
        let h = fit.heterogeneity
        return .object(
            [("tau2", JSONValue(fit.tau2)), ("tau", JSONValue(fit.tau2?.squareRoot()))] + NetworkFields.disagreement(h))
    }

    private static func table(_ n: Int, _ value: (Int, Int) -> Double?) -> JSONValue {
        NetworkFields.matrix((0..<n).map { i in (0..<n).map { $0 == i ? nil : value(i, $0) } })
    }

    private static func components(
        _ request: BatchRequest, _ network: TreatmentNetwork
    ) throws(StatisticsError) -> TreatmentComponents {
        let fields = request.fields
        if fields.has("componentMatrix") { return try matrix(fields, network) }
        let separator = try fields.text("separator") ?? "+"
        guard separator.count == 1, let character = separator.first else {
            throw StatisticsError(.impossibleData, "must be one character", field: "separator")
        }
        var interactions: [(String, String)] = []
        for text in try fields.texts("interactions") {
            let parts = text.split(separator: "*").map(String.init)
            guard parts.count == 2 else {
                throw StatisticsError(
                    .impossibleData, "an interaction is two components, such as 'a*b'", field: "interactions")
            }
            interactions.append((parts[0], parts[1]))
        }
        return try TreatmentComponents(
            network.treatments, separator: character, inactive: try fields.text("inactive"),
            interactions: interactions)
    }

    /// Rows by the request's own `treatments`, which names their order.
    private static func matrix(
        _ fields: BatchFields, _ network: TreatmentNetwork
    ) throws(StatisticsError) -> TreatmentComponents {
        let names = try fields.texts("components")
        let order = try fields.texts("treatments")
        guard case .array(let rows) = fields.value["componentMatrix"] ?? .null, rows.count == order.count else {
            throw StatisticsError(
                .unequalLengths, "needs one row for each of 'treatments', which names their order",
                field: "componentMatrix")
        }
        var byName: [String: [Double]] = [:]
        for (treatment, row) in zip(order, rows) {
            let values = try BatchFields(.object([("row", row)]), path: "componentMatrix.").requiredColumn("row")
                .map { $0 ?? 0 }
            guard values.count == names.count else {
                throw StatisticsError(
                    .unequalLengths, "needs \(names.count) numbers a row, one for each of 'components'",
                    field: "componentMatrix")
            }
            byName[treatment] = values
        }
        if let missing = network.treatments.first(where: { byName[$0] == nil }) {
            throw StatisticsError(.missingField, "has no row for '\(missing)'", field: "componentMatrix")
        }
        return TreatmentComponents(components: names, matrix: Matrix(network.treatments.compactMap { byName[$0] }))
    }
}
