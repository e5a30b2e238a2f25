import TrialJSON
import TrialStatistics

/// `aggregate`: the rows of each cluster brought together into one, by what is assumed of their covariances.
///
/// `cluster` names a column of `data.levels`; sampling errors as for `multilevel`; `weighted` (true): by the inverse covariance, else
/// the mean.
struct AggregateTask: BatchTask {
    let name = "aggregate"
    let fields = ["cluster", "correlation", SamplingDependenceRequest.field, "weighted"]
    let pools = false

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        guard let cluster = try request.fields.text("cluster") else {
            throw StatisticsError(.missingField, "name the level whose rows are brought together", field: "cluster")
        }
        let sampling = try SamplingCovarianceRequest(request, outermost: cluster)
        let rows = try PoolRows(
            request, variances: sampling.variances, levels: [cluster] + sampling.levels.filter { $0 != cluster })
        let made: (covariance: SamplingCovariance, warnings: [MethodWarning])
        let together: AggregatedRows
        do {
            made = try sampling.covariance(rows)
            together = try AggregatedRows(
                estimates: rows.estimates, covariance: made.covariance, clusters: try rows.level(cluster),
                isWeighted: try request.fields.flag("weighted") ?? true)
        } catch {
            throw error.counting(among: rows.kept)
        }
        return [
            (
                "result",
                .object([
                    ("cluster", .array(together.rows.map { .string($0.cluster) })),
                    ("estimate", JSONValue(together.rows.map(\.estimate))),
                    ("variance", JSONValue(together.rows.map(\.variance))),
                    ("rows", JSONValue(together.rows.map(\.rows.count))),
                    ("warnings", PoolAnswer.warnings(made.warnings)),
                    ("excluded", PoolAnswer.excluded(rows.excluded)),
                ])
            )
        ]
    }
}
