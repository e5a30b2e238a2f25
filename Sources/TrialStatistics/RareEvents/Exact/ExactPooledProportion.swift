import TrialNumerics

/// The pooled proportion of single groups with exact limits on the summed counts.
///
/// Clopper and Pearson 1934 (doi:10.1093/biomet/26.4.404) on Σ events of Σ participants: right where the groups share one
/// proportion, too narrow where they do not. With no event the lower limit is 0 and the upper one keeps (1 − level) / 2.
public struct ExactPooledProportion: RareEventMethod {
    /// `exact-proportion`.
    public let code = "exact-proportion"
    /// The name in full.
    public let name = "exact limits of the pooled proportion"

    /// Creates the method.
    public init() {}

    /// Σ events / Σ participants with Clopper–Pearson limits.
    public func answer(for studies: [BinaryGroup], level: Double) -> RareEventAnswer {
        let events = studies.reduce(0) { $0 + $1.events }
        let total = studies.reduce(0) { $0 + $1.total }
        let limits = ClopperPearson().limits(of: BinaryGroup(events: events, total: total), level: level)
        return .estimate(
            RareEventEstimate(
                events / total, from: limits.lower, to: limits.upper, scale: .identity,
                usedDoubleZero: studies.contains { $0.isExtreme }))
    }
}

/// The pooled incidence rate of single groups with exact Poisson limits on the summed counts.
///
/// Garwood 1936, doi:10.1093/biomet/28.3-4.437.
public struct ExactPooledRate: RareEventMethod {
    /// `exact-rate`.
    public let code = "exact-rate"
    /// The name in full.
    public let name = "exact limits of the pooled rate"

    /// Creates the method.
    public init() {}

    /// Σ events / Σ exposure with Garwood's limits.
    public func answer(for studies: [CountGroup], level: Double) -> RareEventAnswer {
        let pooled = CountGroup(
            count: studies.reduce(0) { $0 + $1.count }, time: studies.reduce(0) { $0 + $1.time })
        let limits = Garwood().limits(of: pooled, level: level)
        return .estimate(
            RareEventEstimate(
                pooled.count / pooled.time, from: limits.lower, to: limits.upper, scale: .identity,
                usedDoubleZero: studies.contains { $0.isExtreme }))
    }
}
