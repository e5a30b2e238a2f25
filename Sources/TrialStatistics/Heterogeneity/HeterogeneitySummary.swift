import TrialNumerics

/// Turns an estimate of τ² into the whole account of heterogeneity.
///
/// I² = 100 τ² / (τ² + s²) and H² = 1 + τ² / s² with the typical sampling variance s² (Higgins and Thompson 2002,
/// doi:10.1002/sim.1186); for a common-effect model both come from Q.
struct HeterogeneitySummary {
    let heterogeneity: Heterogeneity

    init(model: LinearModel, estimate: HeterogeneityEstimate, choices: PoolingModel) {
        var kernel = ModelKernel(model)
        self.init(
            atZero: kernel.scores(0), degreesOfFreedom: model.residualDegreesOfFreedom, estimate: estimate,
            choices: choices, model: model)
    }

    /// The same from the sums at τ² = 0; without a model there are neither limits nor R².
    init(
        atZero sums: ScoreSums, degreesOfFreedom df: Int, estimate: HeterogeneityEstimate, choices: PoolingModel,
        model: LinearModel? = nil
    ) {
        let typical = df > 0 ? Double(df) / sums.traceP : .nan
        let isRandom = choices.heterogeneity != nil
        func iSquared(_ tau2: Double) -> Double { tau2.isInfinite ? 100 : df > 0 ? 100 * tau2 / (tau2 + typical) : 0 }
        func hSquared(_ tau2: Double) -> Double { df > 0 ? 1 + tau2 / typical : 1 }
        let q = df > 0 ? sums.residual : 0
        let fromQ = df > 0 && q > 0 ? max(0, 100 * (q - Double(df)) / q) : 0
        let limits = model.flatMap {
            isRandom ? choices.heterogeneityInterval?.interval($0, level: choices.level) : nil
        }
        heterogeneity = Heterogeneity(
            estimator: choices.heterogeneity?.code, tau2: estimate.tau2, tau2StandardError: estimate.standardError,
            tau2Limits: limits,
            iSquared: isRandom ? iSquared(estimate.tau2) : fromQ,
            iSquaredLimits: limits?.mapped(iSquared),
            hSquared: isRandom ? hSquared(estimate.tau2) : df > 0 ? q / Double(df) : 1,
            hSquaredLimits: limits?.mapped(hSquared),
            q: q, qDegreesOfFreedom: df,
            qPValue: df > 0 ? ChiSquaredDistribution(degreesOfFreedom: Double(df)).upperTail(q) : 1,
            typicalVariance: typical,
            rSquared: model.flatMap { Self.rSquared($0, estimate, choices) })
    }

    /// The drop against the model without moderators, in percent of the latter: of τ² by the same estimator (0 where there was
    /// none to explain), of the mean weighted square H² for a common-effect model; nil where the design does not contain the intercept.
    private static func rSquared(_ model: LinearModel, _ estimate: HeterogeneityEstimate, _ choices: PoolingModel)
        -> Double?
    {
        guard choices.givenTau2 == nil, model.coefficients > 1, model.basis.containsConstant,
            let plain = try? LinearModel(
                estimates: model.estimates, variances: model.variances, givenWeights: model.givenWeights)
        else { return nil }
        guard let estimator = choices.heterogeneity else {
            let (before, after) = (meanSquare(plain), meanSquare(model))
            return before > 0 ? max(0, 100 * (before - after) / before) : nil
        }
        let total = estimator.estimate(plain).tau2
        return total > 0 ? max(0, 100 * (total - estimate.tau2) / total) : 0
    }

    private static func meanSquare(_ model: LinearModel) -> Double {
        var kernel = ModelKernel(model)
        return kernel.evaluate(0).residual / Double(model.residualDegreesOfFreedom)
    }
}
