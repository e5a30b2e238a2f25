/// The Mantel–Haenszel risk difference.
///
/// (Σ a n₂ / N − Σ c n₁ / N) / Σ (n₁ n₂ / N) with the variance of Sato 1989 (Biometrics 45:1323), which stays right in
/// sparse tables. A table without events counts fully: its difference of 0 has weight n₁ n₂ / N.
public struct MantelHaenszelRiskDifference: MantelHaenszelMeasure {
    /// `RD`.
    public var code: String { RiskDifference.descriptor.code }
    /// `risk difference`.
    public let name = "risk difference"
    /// Untransformed.
    public let scale = EffectScale.identity

    /// Creates the measure.
    public init() {}

    /// The pooled risk difference.
    public func pooled(_ studies: [BinaryComparison]) -> EffectEstimate? {
        let weights = compensatedSum(studies.lazy.map { weight(of: $0) })
        guard weights > 0 else { return nil }
        let difference =
            compensatedSum(studies.lazy.map { ($0.events1 * $0.total2 - $0.events2 * $0.total1) / $0.total }) / weights
        let p = compensatedSum(
            studies.lazy.map {
                ($0.total1 * $0.total1 * $0.events2 - $0.total2 * $0.total2 * $0.events1
                    + $0.total1 * $0.total2 * ($0.total2 - $0.total1) / 2) / ($0.total * $0.total)
            })
        let q = compensatedSum(
            studies.lazy.map {
                ($0.events1 * $0.nonEvents2 + $0.events2 * $0.nonEvents1) / (2 * $0.total)
            })
        return EffectEstimate(estimate: difference, variance: max(0, (difference * p + q) / (weights * weights)))
    }

    /// The risk difference of one table, with its binomial variance.
    public func effect(of study: BinaryComparison) -> EffectEstimate? {
        let (p1, p2) = (study.events1 / study.total1, study.events2 / study.total2)
        let variance = p1 * (1 - p1) / study.total1 + p2 * (1 - p2) / study.total2
        return variance > 0 ? EffectEstimate(estimate: p1 - p2, variance: variance) : nil
    }

    /// n₁ n₂ / N.
    public func weight(of study: BinaryComparison) -> Double { study.total1 * study.total2 / study.total }
}
