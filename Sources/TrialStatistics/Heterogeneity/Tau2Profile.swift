import TrialNumerics

/// The likelihood of the between-study variance, and what the pooled effect would be at each value of it.
///
/// At every point of a grid of τ²: the log-likelihood less its highest value, the pooled effect with limits by the
/// interval method in force at that τ². Where the log-likelihood is above −½χ²₁ lies the profile-likelihood interval of
/// τ². The restricted likelihood is shown unless τ² is estimated by (unrestricted) maximum likelihood.
///
/// *Edge cases*: a common effect, moderators, given weights and fewer than two studies are errors. *Reference*: Hardy and
/// Thompson 1996, doi:10.1002/(SICI)1097-0258(19960330)15:6<619::AID-SIM188>3.0.CO;2-A; Viechtbauer 2005,
/// doi:10.3102/10769986030003261.
public struct Tau2Profile: Sendable, Codable, Equatable {
    /// One value of τ².
    public struct Point: Sendable, Codable, Equatable {
        /// τ², on the squared scale of analysis.
        public let tau2: Double
        /// The log-likelihood less that at `highest`, ≤ 0 but for rounding.
        public let logLikelihood: Double
        /// The pooled effect at this τ².
        public let estimate: Double
        /// Its limits by the interval method in force.
        public let limits: ConfidenceLimits
    }

    /// Whether the restricted likelihood is shown.
    public let isRestricted: Bool
    /// The τ² at which the likelihood shown is highest.
    public let highest: Double
    /// The τ² of the fit, by whatever estimator.
    public let chosen: Double
    /// The confidence level of all limits.
    public let level: Double
    /// How far the log-likelihood falls to the ends of the profile-likelihood interval: ½ χ²₁ at the level.
    public let drop: Double
    /// The profile-likelihood interval of τ².
    public let limits: ConfidenceLimits?
    /// Rising values of τ², even in τ, from 0 to beyond the upper limits.
    public let points: [Point]

    /// Profiles the τ² of a model without moderators, also of one that stands for correlated rows.
    ///
    /// - Throws: `StatisticsError` where there is no τ² to profile.
    public init(_ model: LinearModel, by choices: PoolingModel, points count: Int = 61) throws(StatisticsError) {
        try choices.checkedLevel()
        guard let estimator = choices.heterogeneity, choices.givenTau2 == nil else {
            throw StatisticsError(.unsupported, "a common effect or a given τ² has no likelihood of τ²")
        }
        guard model.design.isPooledEffectOnly, model.givenWeights == nil else {
            throw StatisticsError(.unsupported, "the profile of τ² knows neither moderators nor given weights")
        }
        guard model.studies > 1, count > 1 else {
            throw StatisticsError(.tooFewStudies, "the likelihood of τ² needs at least 2 studies")
        }
        let isRestricted = !(estimator is MaximumLikelihood)
        let peak =
            isRestricted
            ? RestrictedMaximumLikelihood().estimate(model).tau2 : MaximumLikelihood().estimate(model).tau2
        let limits = ProfileLikelihoodTau2Interval(isRestricted: isRestricted).interval(model, level: choices.level)
        let chosen = choices.solve(model).estimate.tau2
        var likelihood = LogLikelihood(model)
        func value(_ tau2: Double) -> Double {
            let values = likelihood.values(tau2)
            return isRestricted ? values.restricted : values.maximum
        }
        let top = value(peak)
        // A flat likelihood of two or three studies has its upper limit far out; there is nothing to see that far.
        let typical = model.variances.reduce(0, +) / Double(model.studies)
        let reach = Self.reach(peak: peak, chosen: chosen, upper: limits?.upper ?? .infinity, typical: typical)
        let largest = reach.squareRoot()
        points = (0..<count).map { i in
            let tau = largest * Double(i) / Double(count - 1)
            let solution = choices.interval.solution(of: model, tau2: tau * tau, isRandom: true)
            let row = choices.interval.inference(for: solution, level: choices.level).table(
                solution, level: choices.level)[0]
            return Point(
                tau2: tau * tau, logLikelihood: value(tau * tau) - top, estimate: row.estimate, limits: row.limits)
        }
        self.isRestricted = isRestricted
        highest = peak
        self.chosen = chosen
        level = choices.level
        drop = 0.5 * ChiSquaredDistribution(degreesOfFreedom: 1).upperQuantile(1 - choices.level)
        self.limits = limits
    }

    /// The largest τ² worth showing: a tenth beyond the upper limit, but not beyond ten times what the data suggest.
    private static func reach(peak: Double, chosen: Double, upper: Double, typical: Double) -> Double {
        let suggested = 10 * max(peak, chosen, typical)
        return upper.isFinite ? max(min(1.1 * upper, suggested), 1.1 * chosen) : suggested
    }
}
