import TrialNumerics

/// How Review Manager 5 pools odds ratios, risk ratios and risk differences: by Mantel and Haenszel.
///
/// A common effect is the Mantel–Haenszel estimate; random effects take τ² from Q around it (`RevManRandomEffects`).
/// Studies without events, or with nothing else, in both groups leave with weight 0; a study with a zero cell gets ½ in
/// each cell, in the sums too. The variance of a risk difference is that of Greenland and Robins 1985,
/// doi:10.2307/2530643. Normal limits. Deeks and Higgins 2010, *Statistical algorithms in Review Manager 5*.
public struct RevManPooling: ComparisonPooling {
    /// `revman`.
    public let code = "revman"
    /// `Mantel–Haenszel as in Review Manager 5`.
    public let name = "Mantel–Haenszel as in Review Manager 5"

    /// ½ in each cell of a study with a zero cell; studies without events, or with nothing else, in both groups leave.
    public let zeroCells = ZeroCellRule(add: 0.5, to: .onlyZero, dropDoubleZero: true)

    /// Creates the method.
    public init() {}

    /// Mantel–Haenszel where the measure knows sums over 2 × 2 tables; nil for other measures.
    public func method(for measure: MeasureDescriptor) -> ComparisonMethod? {
        measure.mantelHaenszel is any MantelHaenszelMeasure<BinaryComparison> ? .mantelHaenszel : nil
    }

    /// The model and the level that are asked for, DerSimonian and Laird's τ², normal limits, and nothing else.
    public func choices(for pooling: PoolingModel) -> PoolingModel {
        var choices = PoolingModel(
            heterogeneity: pooling.heterogeneity == nil ? nil : DerSimonianLaird(), interval: NormalInterval())
        choices.heterogeneityInterval = nil
        choices.level = pooling.level
        return choices
    }

    /// The fit of a measure that Mantel and Haenszel pool from 2 × 2 tables; nil for other measures.
    public func fit(
        _ tables: [BinaryComparison], measure: MeasureDescriptor, pooling: PoolingModel
    ) throws(StatisticsError) -> ModelFit? {
        guard let own = measure.mantelHaenszel as? any MantelHaenszelMeasure<BinaryComparison> else { return nil }
        return try fit(tables, own, choices(for: pooling))
    }

    private func fit<Measure: MantelHaenszelMeasure>(
        _ tables: [BinaryComparison], _ own: Measure, _ pooling: PoolingModel
    ) throws(StatisticsError) -> ModelFit where Measure.Summary == BinaryComparison {
        let measure = own.asInReviewManager
        let result: MantelHaenszelResult
        switch MantelHaenszel(measure, correction: .revMan).analyse(tables, level: pooling.level) {
        case .success(let found): result = found
        case .failure(let reason): throw StatisticsError(.unsupported, reason.message)
        }
        guard pooling.heterogeneity != nil else { return fit(result, result.pooled, tau2: 0, result.weights, pooling) }
        guard case .estimate(let random) = RevManRandomEffects(measure).answer(for: tables, level: pooling.level) else {
            throw StatisticsError(.unsupported, "random effects need an estimate of every study that has events")
        }
        let tau2 = random.tau2 ?? 0
        let raw = zip(tables, result.weights).map { table, share -> Double in
            guard share > 0, let effect = measure.effect(of: table.hasZeroCell ? table.adding(0.5) : table) else {
                return 0
            }
            return 1 / (effect.variance + tau2)
        }
        let total = raw.reduce(0, +)
        return fit(result, random, tau2: tau2, raw.map { 100 * $0 / total }, pooling)
    }

    private func fit(
        _ result: MantelHaenszelResult, _ pooled: RareEventEstimate, tau2: Double, _ weights: [Double],
        _ pooling: PoolingModel
    ) -> ModelFit {
        let error = pooled.standardError ?? .nan
        let statistic = pooled.estimate / error
        let q = result.heterogeneity
        let df = max(0, q.estimableStudies - 1)
        let coefficient = Coefficient(
            name: "intercept", estimate: pooled.estimate, standardError: error, statistic: statistic,
            degreesOfFreedom: nil, pValue: NormalDistribution.standard.twoSided(statistic),
            limits: ConfidenceLimits(lower: pooled.lower, upper: pooled.upper))
        let heterogeneity = Heterogeneity(
            estimator: pooling.heterogeneity?.code, tau2: tau2, tau2StandardError: nil, tau2Limits: nil,
            iSquared: q.I2, iSquaredLimits: nil, hSquared: q.H2, hSquaredLimits: nil, q: q.test.statistic,
            qDegreesOfFreedom: df, qPValue: q.test.pValue, typicalVariance: .nan, rSquared: nil)
        return ModelFit(
            studies: result.studies, level: pooling.level, interval: pooling.interval.code, coefficients: [coefficient],
            heterogeneity: heterogeneity, moderatorTest: nil, prediction: nil, maximumLikelihood: nil,
            restrictedLikelihood: nil, weights: weights, convergence: .closedForm, warnings: [])
    }
}
