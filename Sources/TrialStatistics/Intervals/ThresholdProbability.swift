import TrialNumerics

/// How sure it is that an effect lies beyond a threshold, such as the smallest one that matters to patients.
///
/// For the mean effect P((μ̂ − c) / SE); for a new study's effect P((μ̂ − c) / √(τ² + SE²)), both by the distribution of
/// the interval method in force (t on its degrees of freedom). These are confidence probabilities: they invert the
/// limits, so that P = 97.5 % where a 95 % limit touches the threshold. They are not the
/// share of true effects beyond the threshold, which Mathur and VanderWeele 2019, doi:10.1002/sim.8057, estimate.
public struct ThresholdProbability: Sendable, Codable, Equatable {
    /// The threshold c, on the scale of analysis.
    public let threshold: Double
    /// That the mean effect is above.
    public let meanAbove: Double
    /// That the mean effect is below.
    public let meanBelow: Double
    /// That the effect in a new study is above; nil for a common effect.
    public let newStudyAbove: Double?
    /// That the effect in a new study is below; nil for a common effect.
    public let newStudyBelow: Double?

    /// Judges the pooled effect of a fit without moderators.
    ///
    /// - Throws: `StatisticsError` where the threshold is not finite.
    public init(_ fit: ModelFit, threshold: Double) throws(StatisticsError) {
        guard threshold.isFinite else {
            throw StatisticsError(.notFinite, "the threshold must be a finite number", field: "threshold")
        }
        let pooled = fit.pooled
        let distribution = StudentTDistribution(degreesOfFreedom: pooled.degreesOfFreedom ?? .infinity)
        let distance = pooled.estimate - threshold
        // Without any error, as with equal estimates, the effect at the threshold itself is on neither side.
        let mean = distance == 0 ? 0 : distance / pooled.standardError
        self.threshold = threshold
        meanAbove = distribution.cumulative(mean)
        meanBelow = distribution.upperTail(mean)
        guard fit.heterogeneity.estimator != nil else {
            (newStudyAbove, newStudyBelow) = (nil, nil)
            return
        }
        let variance = fit.heterogeneity.tau2 + pooled.standardError * pooled.standardError
        let new = distance == 0 ? 0 : distance / variance.squareRoot()
        newStudyAbove = distribution.cumulative(new)
        newStudyBelow = distribution.upperTail(new)
    }
}
