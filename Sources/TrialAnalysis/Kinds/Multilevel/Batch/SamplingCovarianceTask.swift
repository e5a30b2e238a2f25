import TrialJSON
import TrialNumerics
import TrialStatistics

/// `sampling-covariance`: why sampling errors of rows of one cluster correlate → their covariance matrix.
///
/// `data`: `variance` and `levels`; `samplingCovariance` as for `multilevel`. The matrix is given also where it is not possible, and
/// said to be so.
struct SamplingCovarianceTask: BatchTask {
    let name = "sampling-covariance"
    let fields = [SamplingDependenceRequest.field]
    let pools = false

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        guard let asked = try SamplingDependenceRequest(request) else {
            throw StatisticsError(
                .missingField, "say why rows correlate", field: SamplingDependenceRequest.field)
        }
        let data = try request.data
        let column = try data.requiredColumn("variance")
        try WorkLimits.check(name, studies: column.count, most: MultilevelLimits.matrixRows)
        if let gap = column.firstIndex(of: nil) {
            throw StatisticsError(.missingField, "the variance is missing", study: gap + 1, field: "variance")
        }
        let variances = column.compactMap(\.self)
        let levels = LevelColumns(data: data, studies: variances.count, kept: Array(variances.indices))
        let dependence = try asked.dependence(levels)
        var matrix = Matrix(diagonal: variances)
        var (impossible, largest) = ([String](), 0.0)
        for block in try dependence.blocks(variances: variances) {
            var own = block.matrix
            if Cholesky(own) == nil {
                impossible.append(dependence.clusters[block.rows[0]])
                if asked.takesNearest {
                    let nearest = try NearestCovariance(own)
                    own = nearest.matrix
                    largest = max(largest, nearest.largestChange)
                }
            }
            for (i, a) in block.rows.enumerated() {
                for (j, b) in block.rows.enumerated() { matrix[a, b] = own[i, j] }
            }
        }
        return [
            (
                "result",
                .object([
                    ("covariance", JSONValue(matrix)),
                    ("isPositiveDefinite", .bool(impossible.isEmpty || asked.takesNearest)),
                    ("impossible", .array(impossible.map { .string($0) })),
                    ("largestChange", .number(largest)), ("warnings", .array([])),
                ])
            )
        ]
    }
}
