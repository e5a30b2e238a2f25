import Glibc

/// The Mantel–Haenszel risk ratio, analysed as a logarithm.
///
/// log(Σ R / Σ S) with R = a n₂ / N and S = c n₁ / N; variance of Greenland and Robins 1985, doi:10.2307/2530643.
public struct MantelHaenszelRiskRatio: MantelHaenszelMeasure {
    /// `RR`.
    public var code: String { RiskRatio.descriptor.code }
    /// `risk ratio`.
    public let name = "risk ratio"
    /// Logarithmic.
    public let scale = EffectScale.log

    /// Creates the measure.
    public init() {}

    /// The pooled log risk ratio.
    public func pooled(_ studies: [BinaryComparison]) -> EffectEstimate? {
        let r = compensatedSum(studies.lazy.map { $0.events1 * $0.total2 / $0.total })
        let s = compensatedSum(studies.lazy.map { $0.events2 * $0.total1 / $0.total })
        guard r > 0, s > 0 else { return nil }
        let d = compensatedSum(
            studies.lazy.map {
                ($0.total1 * $0.total2 * ($0.events1 + $0.events2) - $0.events1 * $0.events2 * $0.total)
                    / ($0.total * $0.total)
            })
        return EffectEstimate(estimate: log(r / s), variance: d / (r * s))
    }

    /// The log risk ratio of one table, with the delta-method variance.
    public func effect(of study: BinaryComparison) -> EffectEstimate? {
        guard study.events1 > 0, study.events2 > 0 else { return nil }
        return EffectEstimate(
            estimate: log(study.events1 / study.total1) - log(study.events2 / study.total2),
            variance: 1 / study.events1 - 1 / study.total1 + 1 / study.events2 - 1 / study.total2)
    }

    /// c n₁ / N.
    public func weight(of study: BinaryComparison) -> Double { study.events2 * study.total1 / study.total }
}
