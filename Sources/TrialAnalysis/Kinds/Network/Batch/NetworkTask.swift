import TrialJSON
import TrialNumerics
import TrialStatistics

/// `network`: all treatments against each other, from arms or comparisons; inconsistency, ranks and where evidence comes from.
struct NetworkTask: BatchTask {
    let name = "network"
    /// The follow-ups that a request may ask for.
    var followUps = BatchFollowUps<NetworkQuestion>.standard
    var fields: [String] { NetworkProblem.fields + followUps.all.map(\.name) }

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let problem = try NetworkProblem(request)
        if let method = try request.fields.choice(
            "method",
            from: [("inverse-variance", RareEventNetworkMethod?.none)]
                + RareEventNetworkMethod.allCases.map { ($0.rawValue, .some($0)) }),
            let rare = method
        {
            return [("result", try Self.rare(rare, problem))]
        }
        var wanted: [any BatchFollowUp<NetworkQuestion>] = []
        for name in try request.fields.texts("followUps") { wanted.append(try followUps.named(name)) }
        let (network, excluded) = try problem.network()
        let islands = network.islands
        // The part with the reference, else the largest.
        let main = problem.reference.flatMap { name in islands.first { $0.contains(name) } } ?? islands[0]
        guard let part = network.restricted(to: main) else { throw Self.empty }
        let fit = try problem.model.fit(part)
        var warnings = problem.warnings + fit.warnings
        var others: [JSONValue] = []
        if islands.count > 1 {
            warnings.append(Self.islandsWarning(islands, main))
            for island in islands where island != main {
                guard let other = network.restricted(to: island) else { continue }
                let fitted = try problem.model.fit(other)
                others.append(.object(NetworkFields(fitted, reference: nil).parts(fitted.warnings)))
            }
        }
        let result =
            NetworkFields(fit, reference: problem.reference).parts(warnings) + [
                ("otherParts", .array(others)), ("excluded", NetworkRows.answer(excluded)),
            ]
        return [("result", .object(result))]
            + request.answers(to: wanted, studies: fit.network.studyNames.count) {
                NetworkQuestion(fit: fit, options: $0)
            }
    }

    private static let empty = StatisticsError(.tooFewStudies, "no study compares two treatments", field: "treatment")

    private static func islandsWarning(_ islands: [[String]], _ main: [String]) -> MethodWarning {
        let others = islands.filter { $0 != main }.map { "{" + $0.joined(separator: ", ") + "}" }
        return MethodWarning(
            code: "disconnected-network",
            message:
                "No trial connects these treatments with \(others.joined(separator: " and ")); each part is answered by "
                + "itself under 'otherParts'.")
    }

    private static func rare(_ method: RareEventNetworkMethod, _ problem: NetworkProblem) throws(StatisticsError)
        -> JSONValue
    {
        guard !problem.rows.arms.isEmpty else {
            throw StatisticsError(
                .missingField, "the method '\(method.rawValue)' needs the events and totals of arms", field: "events")
        }
        let fit = try RareEventNetworkModel(method, level: problem.model.level).fit(
            problem.rows.arms, order: problem.order)
        let excluded = fit.exclusions.map { exclusion in
            (
                (problem.rows.arms.firstIndex { $0.study == exclusion.study } ?? 0) + 1, exclusion
            )
        }
        let n = fit.treatments.count
        return .object([
            ("treatments", .array(fit.treatments.map { .string($0) })), ("method", .string(method.rawValue)),
            ("studies", JSONValue(fit.studies.count)), ("scale", .string("log")),
            ("common", NetworkFields.league(n) { fit.comparison($0, $1) }),
            ("inconsistency", NetworkFields.test(fit.inconsistency)),
            ("logLikelihood", JSONValue(fit.logLikelihood)), ("convergence", PoolAnswer.convergence(fit.convergence)),
            ("warnings", PoolAnswer.warnings(problem.warnings)), ("excluded", NetworkRows.answer(excluded)),
        ])
    }
}
