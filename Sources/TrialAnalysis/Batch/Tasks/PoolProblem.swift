import TrialStatistics

/// What a `pool` request asks for, checked and ready.
struct PoolProblem {
    let model: LinearModel
    let pooling: PoolingModel
    let rows: PoolRows
    /// How the moderators enter; nil for a pooled effect.
    let formula: ModeratorFormula?
    let warnings: [MethodWarning]

    /// 1-based positions of the studies that were fitted.
    var kept: [Int] { rows.kept.map { $0 + 1 } }
    var excluded: [(study: Int, reason: String)] { rows.excluded }

    init(_ request: BatchRequest) throws(StatisticsError) {
        let rows = try PoolRows(request)
        self.rows = rows
        try rows.checkMagnitudes()
        pooling = try Self.pooling(request)
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
        warnings = VarianceColumnCheck(rows).warnings
    }

    static func pooling(_ request: BatchRequest) throws(StatisticsError) -> PoolingModel {
        let fields = request.fields
        let isRandom = try fields.choice("model", from: [("random", true), ("common", false)]) ?? true
        let estimator = try fields.choice(
            "heterogeneity", from: MethodRegistry.standard.estimators.map { (word: $0.code, value: $0) })
        let interval = try fields.choice(
            "interval", from: MethodRegistry.standard.intervals.map { (word: $0.code, value: $0) })
        let method = interval ?? (isRandom ? HartungKnapp.guarded : NormalInterval())
        var pooling = PoolingModel(
            heterogeneity: isRandom ? estimator ?? RestrictedMaximumLikelihood() : nil, interval: method,
            prediction: try prediction(fields, interval: method))
        pooling.level = try request.level
        pooling.givenTau2 = isRandom ? try fields.number("tau2") : nil
        if fields.has("heterogeneityInterval") {
            pooling.heterogeneityInterval = try fields.heterogeneityInterval("heterogeneityInterval", pooling)
        }
        if fields.has("testedCoefficients") { pooling.testedCoefficients = try fields.positions("testedCoefficients") }
        return pooling
    }

    /// The named prediction interval; without a name the one that suits the interval: normal, or t on k − 1.
    private static func prediction(_ fields: BatchFields, interval: any IntervalMethod) throws(StatisticsError)
        -> any PredictionMethod
    {
        let known = MethodRegistry.standard.predictions.map { (word: $0.code, value: $0) }
        if let named = try fields.choice("prediction", from: known) { return named }
        return PredictionInterval(interval is NormalInterval ? .normal : .tStudiesMinusOne)
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

    /// One interval for τ² by its word; profile and Wald intervals follow the estimator in force.
    func heterogeneityInterval(
        _ name: String, _ pooling: PoolingModel
    ) throws(StatisticsError) -> (any HeterogeneityInterval)? {
        try choice(name, from: HeterogeneityIntervals.all(for: pooling).map { (word: $0.code, value: $0) })
    }
}

/// The intervals for τ² that a request may name.
enum HeterogeneityIntervals {
    /// All intervals, those that need an estimator with that of `pooling`.
    static func all(for pooling: PoolingModel) -> [any HeterogeneityInterval] {
        let estimator: any HeterogeneityEstimator = pooling.heterogeneity ?? RestrictedMaximumLikelihood()
        return [
            QProfileInterval(), GeneralisedQInterval(), GeneralisedQInterval(.inverseVariance),
            GeneralisedQInterval(.inverseStandardError),
            ProfileLikelihoodTau2Interval(isRestricted: estimator.code != "ML"), HigginsThompsonInterval(),
            WaldTau2Interval(estimator), WaldTau2Interval(estimator, scale: .logarithm),
            WaldTau2Interval(estimator, scale: .squareRoot),
        ]
    }
}
