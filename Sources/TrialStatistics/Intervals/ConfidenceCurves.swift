import TrialNumerics

/// The limits of a pooled effect, and of a new study's effect, at every confidence level: p-value functions.
///
/// A point of the curve at p is a limit of the interval at level 1 − p, so every interval and prediction method has its
/// curves. A study's own curve is its estimate ± `normalQuantiles` × its standard error. Drawn together they are the
/// drapery plot.
///
/// *Edge cases*: limits that a method leaves open are infinite; where the prediction method has no answer, or studies are
/// fewer than it asks for, there is no prediction curve. *Reference*: Rücker and Schwarzer 2021, doi:10.1002/jrsm.1410;
/// Infanger and Schmidt-Trucksäss 2019, doi:10.1002/sim.8293.
public struct ConfidenceCurves: Sendable, Codable, Equatable {
    /// Falling p-values, below 1.
    public let pValues: [Double]
    /// The two-sided quantile of the normal distribution at each p-value.
    public let normalQuantiles: [Double]
    /// The pooled effect, where p is 1.
    public let estimate: Double
    /// The limits of the pooled effect at level 1 − p.
    public let pooled: [ConfidenceLimits]
    /// The limits of a new study's effect at level 1 − p; nil where there are none.
    public let prediction: [ConfidenceLimits]?

    /// The p-values of a smooth drawing: dense near 1, where the curves are steep, and down to 0.001.
    public static let usualPValues: [Double] =
        [0.99, 0.97] + stride(from: 95, through: 10, by: -5).map { Double($0) / 100 } + [0.08, 0.06, 0.05, 0.04, 0.03]
        + [0.02, 0.015, 0.01, 0.0075, 0.005, 0.003, 0.002, 0.001]

    /// Computes the curves of a model without moderators.
    ///
    /// - Throws: `StatisticsError` for moderators and for p-values outside 0…1.
    public init(
        _ model: LinearModel, by choices: PoolingModel, pValues: [Double] = ConfidenceCurves.usualPValues
    ) throws(StatisticsError) {
        try choices.checkedLevel()
        guard model.design.isPooledEffectOnly else {
            throw StatisticsError(.unsupported, "p-value functions know no moderators")
        }
        guard pValues.allSatisfy({ $0 > 0 && $0 < 1 }) else {
            throw StatisticsError(.impossibleData, "p-values of a curve must lie between 0 and 1", field: "pValues")
        }
        let solved = choices.solve(model)
        let isPredicted =
            choices.prediction != nil && choices.heterogeneity != nil
            && model.independentStudies >= choices.fewestStudiesForPrediction
        var pooled: [ConfidenceLimits] = []
        var prediction: [ConfidenceLimits] = []
        for p in pValues {
            let inference = choices.interval.inference(for: solved.solution, level: 1 - p)
            pooled.append(inference.table(solved.solution, level: 1 - p)[0].limits)
            guard isPredicted,
                let limits = choices.prediction?.interval(for: solved.solution, inference: inference, level: 1 - p)
            else { continue }
            prediction.append(limits)
        }
        self.pValues = pValues
        normalQuantiles = pValues.map { NormalDistribution.standard.upperQuantile($0 / 2) }
        estimate = solved.solution.coefficients[0]
        self.pooled = pooled
        self.prediction = prediction.count == pValues.count ? prediction : nil
    }
}
