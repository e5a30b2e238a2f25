import Testing
import TrialStatistics

/// Limits of the likelihood contain the estimate of maximum likelihood; beside another estimate a warning says whose they are.
struct OneCriterionTests {
    static let intervals: [any IntervalMethod] = [
        ProfileLikelihoodInterval(), ProfileLikelihoodInterval.bartlettCorrected, SkovgaardInterval(),
    ]

    private static func fit(
        _ heterogeneity: any HeterogeneityEstimator, _ interval: any IntervalMethod, _ estimates: [Double],
        _ variances: [Double]
    ) throws -> ModelFit {
        try PoolingModel(heterogeneity: heterogeneity, interval: interval).fit(
            LinearModel(estimates: estimates, variances: variances))
    }

    @Test("a REML estimate outside the limits is told", arguments: intervals.indices)
    func told(_ index: Int) throws {
        let fit = try Self.fit(
            RestrictedMaximumLikelihood(), Self.intervals[index], [-0.1, -1.0], [0.1, 9e-08])
        let pooled = fit.pooled
        #expect(pooled.estimate > pooled.limits.upper)
        #expect(fit.warnings.contains { $0.code == "limits-of-maximum-likelihood" })
    }

    @Test("by maximum likelihood point and limits belong together and nothing is said", arguments: intervals.indices)
    func together(_ index: Int) throws {
        for (y, v) in [
            ([-0.1, -1.0], [0.1, 9e-08]), ([0.1, 0.7, -0.3, 0.4], [0.02, 0.05, 0.04, 0.1]),
        ] {
            let fit = try Self.fit(MaximumLikelihood(), Self.intervals[index], y, v)
            let pooled = fit.pooled
            #expect(pooled.limits.lower <= pooled.estimate && pooled.estimate <= pooled.limits.upper)
            #expect(!fit.warnings.contains { $0.code == "limits-of-maximum-likelihood" })
        }
    }
}
