import TrialNumerics

/// A regression of the estimates on a measure of study size, the common core of the regression tests of asymmetry.
struct AsymmetryRegression {
    let code: String
    /// Estimates, the variances that weight them, and any moderators.
    let model: LinearModel
    /// Whether the effect of an infinitely large study can be read off the intercept.
    let vanishesAtInfiniteSize: Bool

    /// The weighted regression with multiplicative dispersion: weights 1/v, residual variance free, t on k − p.
    static let weighted = PoolingModel(heterogeneity: nil, interval: HartungKnapp())

    func evaluate(predictor: [Double], by choices: PoolingModel) throws(StatisticsError) -> FunnelAsymmetry {
        try choices.checkedLevel()
        let p = model.coefficients
        guard model.studies > p + 1 else {
            throw StatisticsError(
                .tooFewStudies,
                "a regression test of asymmetry needs at least \(p + 2) studies, there are \(model.studies)"
            )
        }
        var design = Matrix(rows: model.studies, columns: p + 1)
        for i in 0..<model.studies {
            for j in 0..<p { design[i, j] = model.design.values[i, j] }
            design[i, p] = predictor[i]
        }
        let extended = try LinearModel(
            estimates: model.estimates, variances: model.variances,
            design: DesignMatrix(values: design, names: model.design.names + ["asymmetry"]),
            givenWeights: model.givenWeights)
        let solved = choices.solve(extended)
        try Self.checkScatter(solved.solution)
        let table = solved.inference.table(solved.solution, level: choices.level)
        let slope = table[p]
        return FunnelAsymmetry(
            code: code, studies: model.studies, bias: slope.estimate, biasStandardError: slope.standardError,
            statistic: slope.statistic, degreesOfFreedom: slope.degreesOfFreedom, pValue: slope.pValue,
            coefficients: table,
            limitEffect: vanishesAtInfiniteSize && model.design.isPooledEffectOnly ? table[0] : nil,
            dispersion: choices.heterogeneity == nil ? solved.solution.residualScale?.squareRoot() : nil,
            tau2: choices.heterogeneity == nil ? nil : solved.estimate.tau2, rankCorrelation: nil,
            warnings: solved.inference.warnings + MethodWarning.fewStudiesForAsymmetry(model.studies))
    }

    /// Estimates that lie on a line to the last digits leave nothing to judge it by.
    private static func checkScatter(_ solution: ModelSolution) throws(StatisticsError) {
        var (residual, size) = (0.0, 0.0)
        for (i, y) in solution.model.estimates.enumerated() {
            residual += solution.residuals[i] * solution.residuals[i] / solution.model.variances[i]
            size += y * y / solution.model.variances[i]
        }
        guard residual > 1e-24 * size else {
            throw StatisticsError(
                .unsupported, "the estimates do not scatter about the line, so its slope cannot be judged",
                field: "estimate")
        }
    }
}
