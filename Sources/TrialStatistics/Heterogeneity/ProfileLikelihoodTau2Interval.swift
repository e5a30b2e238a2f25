import TrialNumerics

/// The interval for τ² from the profile likelihood: all τ² whose log-likelihood is within ½ χ²₁ of the highest.
///
/// *Edge cases*: the lower limit is 0 where the likelihood there is high enough; with several hills the limits are the
/// outermost crossings next to the highest one; k = p has no interval. *Reference*: Hardy and Thompson 1996,
/// doi:10.1002/(SICI)1097-0258(19960330)15:6<619::AID-SIM188>3.0.CO;2-A.
public struct ProfileLikelihoodTau2Interval: HeterogeneityInterval {
    /// Whether the restricted likelihood is profiled.
    public let isRestricted: Bool
    /// `PL`.
    public let code = "PL"
    /// `profile likelihood`.
    public var name: String { isRestricted ? "profile restricted likelihood" : "profile likelihood" }

    /// Creates the method; restricted goes with REML, unrestricted with ML.
    public init(isRestricted: Bool) { self.isRestricted = isRestricted }

    /// Lower and upper limit of τ².
    public func interval(_ model: LinearModel, level: Double) -> ConfidenceLimits? {
        guard model.residualDegreesOfFreedom > 0 else { return nil }
        let estimate =
            isRestricted
            ? RestrictedMaximumLikelihood().estimate(model).tau2 : MaximumLikelihood().estimate(model).tau2
        var likelihood = LogLikelihood(model)
        func value(_ tau2: Double) -> Double {
            let values = likelihood.values(tau2)
            return isRestricted ? values.restricted : values.maximum
        }
        let drop = 0.5 * ChiSquaredDistribution(degreesOfFreedom: 1).upperQuantile(1 - level)
        let floor = value(estimate) - drop
        let below = value(0) >= floor ? 0 : RootFinder.root(from: 0, to: estimate) { value($0) - floor }.value
        let step = estimate + (model.variances.min() ?? 1)
        let above = RootFinder.rootOfFalling(from: estimate, step: step) { value($0) - floor }
        return ConfidenceLimits(lower: below, upper: above.value)
    }
}
