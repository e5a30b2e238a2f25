import Glibc

/// The log ratio of two incidence rates.
///
/// log((x₁/t₁)/(x₂/t₂)) with variance 1/x₁ + 1/x₂ (Rothman, Greenland and Lash 2008, chapter 14). Log scale.
public struct IncidenceRateRatio: CataloguedMeasure, ZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = CountComparison
    /// What the catalogue says.
    public static let descriptor = MeasureDescriptor("IRR", "incidence rate ratio", scale: .log)
    /// What to do about zero counts.
    public var zeroCells = ZeroCellRule.onlyZero

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// Creates the measure from options.
    public init(options: EffectOptions) throws(StatisticsError) {
        _ = try Self.descriptor.variance(options.varianceType)
        zeroCells = options.zeroCells ?? .onlyZero
    }

    /// One study's log rate ratio.
    public func effect(of study: CountComparison, in context: Void) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(
            estimate: log(study.count1 / study.time1) - log(study.count2 / study.time2),
            variance: 1 / study.count1 + 1 / study.count2)
    }
}
