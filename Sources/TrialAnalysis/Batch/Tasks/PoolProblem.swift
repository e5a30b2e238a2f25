import TrialStatistics

/// What a `pool` request asks for, checked and ready.
struct PoolProblem {
    let model: LinearModel
    /// The methods that the request can name.
    var methods: MethodRegistry { known.catalogue.methods }
    private let known: BatchMethods
    /// The methods, resolved.
    let method: ResolvedMethod
    let rows: PoolRows
    /// How the moderators enter; nil for a pooled effect.
    let formula: ModeratorFormula?
    let warnings: [MethodWarning]

    /// The choices that pool.
    var pooling: PoolingModel { method.pooling }

    /// 1-based positions of the studies that were fitted.
    var kept: [Int] { rows.kept.map { $0 + 1 } }
    var excluded: [(study: Int, reason: String)] { rows.excluded }

    init(_ request: BatchRequest) throws(StatisticsError) {
        let rows = try PoolRows(request)
        self.rows = rows
        try rows.checkMagnitudes()
        known = request.known
        method = try request.method()
        formula = try rows.formula(request)
        if let formula { try WorkLimits.check(formula, rows.moderators, studies: rows.kept.count) }
        do {
            let design: DesignMatrix? =
                if let formula { try formula.design(rows.moderators, studies: rows.kept.count) } else { nil }
            model = try LinearModel(
                estimates: rows.estimates, variances: rows.variances, design: design, givenWeights: rows.weights)
        } catch {
            throw error.counting(among: rows.kept)
        }
        warnings =
            VarianceColumnCheck(rows).warnings + method.warnings
            + Self.tables(
                method.profile, measure: try request.fields.text("measure"), among: request.catalogue.measures)
    }

    /// Says so where the profile pools tables of the measure itself: a request has their estimates only.
    private static func tables(
        _ profile: MethodProfile, measure: String?, among measures: EffectMeasures
    ) -> [MethodWarning] {
        guard let measure, let known = try? measures.named(measure),
            let method = profile.comparisons?.method(for: known.descriptor)
        else { return [] }
        return [
            MethodWarning(
                code: "estimates-only",
                message:
                    "'\(profile.name)' pools \(measure) by \(method.name), which needs the tables; these estimates were"
                    + " pooled by inverse variance. Give the tables to the task '\(method.code)'.")
        ]
    }

    /// The fit, with I² by the profile's definition.
    func fit() throws(StatisticsError) -> ModelFit { method.profile.presented(try pooling.fit(model)) }
}

extension MethodRequest {
    /// The methods that a request of a task that pools estimates names.
    ///
    /// - Throws: `StatisticsError` for a field of the wrong kind.
    init(_ request: BatchRequest) throws(StatisticsError) {
        self.init()
        let fields = request.fields
        profile = try fields.text("profile")
        model = try fields.choice("model", from: [("random", .random), ("common", .common)])
        heterogeneity = try fields.text("heterogeneity")
        interval = try fields.text("interval")
        prediction = try fields.text("prediction")
        level = try fields.has("level") ? request.level : nil
        tau2 = try fields.number("tau2")
        heterogeneityInterval = try fields.text("heterogeneityInterval")
        if fields.has("testedCoefficients") { testedCoefficients = try fields.positions("testedCoefficients") }
    }
}

extension StatisticsError {
    /// The error with its study counted as in the request, not among the rows that stayed (zero-based).
    func counting(among rows: [Int]) -> StatisticsError {
        guard let study, study >= 1, study <= rows.count else { return self }
        return StatisticsError(code, message, study: rows[study - 1] + 1, field: field)
    }
}

extension BatchFields {
    /// A list of 1-based positions; nil where the field is absent.
    func positions(_ name: String) throws(StatisticsError) -> [Int]? {
        guard let column = try column(name) else { return nil }
        var positions: [Int] = []
        for value in column {
            guard let value, let position = Int(exactly: value), position >= 1 else {
                throw StatisticsError(
                    .impossibleData, "must be a list of whole numbers, the first being 1", field: path + name)
            }
            positions.append(position)
        }
        return positions
    }
}
