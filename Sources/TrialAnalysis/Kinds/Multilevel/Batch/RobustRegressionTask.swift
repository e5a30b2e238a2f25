import TrialJSON
import TrialStatistics

/// `robust-regression`: rows that depend on each other in a way that nobody knows, with approximate weights and robust standard
/// errors.
///
/// `cluster` names the level of the studies; `working`: `correlated` (with `correlation`, 0.8 unless given) or `hierarchical`;
/// `smallSample` (true); `moderators` and `intercept` as for `pool`.
struct RobustRegressionTask: BatchTask {
    let name = "robust-regression"
    let fields = ["cluster", "working", "correlation", "smallSample", "moderators", "intercept"]

    /// The correlation of sampling errors that the authors of the method suggest.
    private static let usual = 0.8

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let fields = request.fields
        guard let cluster = try fields.text("cluster") else {
            throw StatisticsError(.missingField, "name the level of the studies", field: "cluster")
        }
        let correlation = try fields.number("correlation")
        let working =
            try fields.choice(
                "working",
                from: [
                    ("correlated", RobustVarianceEstimation.WorkingModel.correlated(correlation ?? Self.usual)),
                    ("hierarchical", .hierarchical),
                ]) ?? .correlated(correlation ?? Self.usual)
        let rows = try PoolRows(request, levels: [cluster])
        try rows.checkMagnitudes()
        guard rows.weights == nil else {
            throw StatisticsError(
                .unsupported, "the working model makes its own weights; remove the column", field: "weights")
        }
        let formula = try rows.formula(request)
        if let formula { try WorkLimits.check(formula, rows.moderators, studies: rows.kept.count) }
        let clusters = try rows.level(cluster)
        try MultilevelLimits.check(clusters: clusters)
        let fit: RobustVarianceEstimation
        do {
            let design: DesignMatrix? =
                if let formula { try formula.design(rows.moderators, studies: rows.kept.count) } else { nil }
            let model = try LinearModel(
                estimates: rows.estimates, variances: rows.variances, design: design)
            fit = try RobustVarianceEstimation(
                model, studies: clusters, working: working, isSmall: try fields.flag("smallSample") ?? true,
                level: try request.level)
        } catch {
            throw error.counting(among: rows.kept)
        }
        try fit.inference.coefficients.checkFinite()
        var warnings = VarianceColumnCheck(rows).warnings + fit.inference.warnings
        if working == .hierarchical, correlation != nil {
            warnings.append(
                MethodWarning(
                    code: "ignored-option",
                    message: "'correlation' was not used: hierarchical effects have no correlated sampling errors."))
        }
        return [
            (
                "result",
                .object(
                    JSONValue.columns(fit.inference) + [
                        ("tau2", .number(fit.tau2)), ("omega2", JSONValue(fit.omega2)),
                        ("I2", JSONValue(fit.iSquared)), ("weights", JSONValue(fit.weights)),
                        ("warnings", PoolAnswer.warnings(warnings)), ("studies", JSONValue(rows.kept.count)),
                        ("excluded", PoolAnswer.excluded(rows.excluded)),
                    ])
            )
        ]
    }
}
