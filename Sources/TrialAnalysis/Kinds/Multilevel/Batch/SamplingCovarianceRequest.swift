import TrialJSON
import TrialNumerics
import TrialStatistics

/// How a request gives the sampling errors: independent variances, one correlation within clusters, or a whole matrix.
struct SamplingCovarianceRequest {
    private enum Form {
        case independent
        case correlated(Double, cluster: String)
        case matrix([[Double?]])
        case dependence(SamplingDependenceRequest)
    }

    private let form: Form
    /// A cluster that is named without a correlation.
    let hasIdleCluster: Bool

    /// The diagonal of the matrix; nil where variances or standard errors have a column.
    var variances: [Double?]? {
        guard case .matrix(let matrix) = form else { return nil }
        return matrix.indices.map { matrix[$0][$0] }
    }

    /// Whether the rows are told to be independent.
    var isIndependent: Bool { if case .independent = form { true } else { false } }

    /// The level that rows must have for their cluster.
    var levels: [String] {
        switch form {
        case .independent, .matrix: []
        case .correlated(_, let cluster): [cluster]
        case .dependence(let dependence): dependence.levels
        }
    }

    /// - Parameter outermost: The level within which sampling errors correlate where the request names none.
    init(_ request: BatchRequest, outermost: String?) throws(StatisticsError) {
        let (fields, data) = (request.fields, try request.data)
        let named = try fields.text("cluster")
        let correlation = try fields.number("correlation")
        hasIdleCluster = named != nil && correlation == nil
        if let dependence = try SamplingDependenceRequest(request) {
            for (name, isGiven) in [("covariance", data.has("covariance")), ("correlation", correlation != nil)]
            where isGiven {
                throw StatisticsError(
                    .impossibleData, "'\(SamplingDependenceRequest.field)' says this already; give one of the two",
                    field: name)
            }
            form = .dependence(dependence)
            return
        }
        guard !data.has("covariance") else {
            for (name, isGiven) in [
                ("variance", data.has("variance")), ("standardError", data.has("standardError")),
                ("correlation", correlation != nil),
            ] where isGiven {
                throw StatisticsError(
                    .impossibleData, "the covariance matrix says this already; give one of the two", field: name)
            }
            form = .matrix(try Self.matrix(data))
            return
        }
        guard let correlation else {
            form = .independent
            return
        }
        guard let cluster = named ?? outermost else {
            throw StatisticsError(.missingField, "name the level within which rows correlate", field: "cluster")
        }
        form = .correlated(correlation, cluster: cluster)
    }

    private static func matrix(_ data: BatchFields) throws(StatisticsError) -> [[Double?]] {
        guard case .array(let lists) = data.value["covariance"] ?? .null else {
            throw StatisticsError(.impossibleData, "must be a list of rows", field: "covariance")
        }
        try WorkLimits.check("covariance", studies: lists.count, most: MultilevelLimits.blockRows)
        var matrix: [[Double?]] = []
        for (index, list) in lists.enumerated() {
            let row = try BatchFields(.object([("row", list)]), path: "covariance[\(index + 1)].").column("row") ?? []
            guard row.count == lists.count else {
                throw StatisticsError(
                    .unequalLengths, "needs \(lists.count) numbers, as many as there are rows, not \(row.count)",
                    study: index + 1, field: "covariance")
            }
            matrix.append(row)
        }
        return matrix
    }

    /// The covariance of the rows that stay, with what must be known of it.
    func covariance(
        _ rows: PoolRows
    ) throws(StatisticsError) -> (covariance: SamplingCovariance, warnings: [MethodWarning]) {
        guard case .dependence(let dependence) = form else { return (try plain(rows), []) }
        try Self.checkSizes(try dependence.clusters(rows.levels))
        return try dependence.covariance(rows.levels, variances: rows.variances)
    }

    private static func checkSizes(_ clusters: [String]) throws(StatisticsError) {
        var sizes: [String: Int] = [:]
        for name in clusters { sizes[name, default: 0] += 1 }
        try MultilevelLimits.check(blocks: Array(sizes.values))
    }

    private func plain(_ rows: PoolRows) throws(StatisticsError) -> SamplingCovariance {
        switch form {
        case .dependence(let dependence):
            return try dependence.covariance(rows.levels, variances: rows.variances).covariance
        case .independent: return try SamplingCovariance(variances: rows.variances)
        case .correlated(let correlation, let cluster):
            let clusters = try rows.level(cluster)
            try Self.checkSizes(clusters)
            return try SamplingCovariance(variances: rows.variances, clusters: clusters, correlation: correlation)
        case .matrix(let matrix):
            var kept = Matrix(rows: rows.kept.count, columns: rows.kept.count)
            for (i, row) in rows.kept.enumerated() {
                for (j, other) in rows.kept.enumerated() {
                    guard let value = matrix[row][other] else {
                        throw StatisticsError(
                            .missingField, "the covariance with row \(other + 1) is missing; 0 means independent",
                            study: i + 1, field: "covariance")
                    }
                    kept[i, j] = value
                }
            }
            return try SamplingCovariance(kept)
        }
    }
}
