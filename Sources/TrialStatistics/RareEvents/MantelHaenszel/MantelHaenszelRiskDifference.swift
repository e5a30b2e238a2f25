/// The Mantel–Haenszel risk difference.
///
/// (Σ a n₂ / N − Σ c n₁ / N) / Σ (n₁ n₂ / N) with the variance of Sato 1989 (Biometrics 45:1323), which stays right in
/// sparse tables, or with that of Greenland and Robins 1985, which Review Manager has. A table without events counts fully: its difference of 0 has weight n₁ n₂ / N.
public struct MantelHaenszelRiskDifference: MantelHaenszelMeasure {
    /// `RD`.
    public var code: String { RiskDifference.descriptor.code }
    /// `risk difference`.
    public let name = "risk difference"
    /// Untransformed.
    public let scale = EffectScale.identity

    /// How the variance of the pooled difference is estimated.
    public enum Variance: String, Sendable, Codable, CaseIterable {
        /// (δ P + Q) / (Σ n₁ n₂ / N)² with δ the pooled difference; right in large strata and in sparse ones. Sato 1989,
        /// *Biometrics* 45, 1323.
        case sato
        /// Σ (a b n₂³ + c d n₁³) / (n₁ n₂ N²) / (Σ n₁ n₂ / N)², each table's binomial variance; right in large strata
        /// only. Greenland and Robins 1985, doi:10.2307/2530643.
        case greenlandRobins = "greenland-robins"
    }

    /// How the variance is estimated.
    public let variance: Variance

    /// Creates the measure with Sato's variance unless another is named.
    public init(variance: Variance = .sato) { self.variance = variance }

    /// The same with the variance of Greenland and Robins.
    public var asInReviewManager: MantelHaenszelRiskDifference {
        MantelHaenszelRiskDifference(variance: .greenlandRobins)
    }

    /// The pooled risk difference.
    public func pooled(_ studies: [BinaryComparison]) -> EffectEstimate? {
        let weights = compensatedSum(studies.lazy.map { weight(of: $0) })
        guard weights > 0 else { return nil }
        let difference =
            compensatedSum(studies.lazy.map { ($0.events1 * $0.total2 - $0.events2 * $0.total1) / $0.total }) / weights
        return EffectEstimate(
            estimate: difference, variance: squaredSums(studies, around: difference) / (weights * weights))
    }

    /// The variance of the weighted sum of the differences.
    private func squaredSums(_ studies: [BinaryComparison], around difference: Double) -> Double {
        switch variance {
        case .sato: sato(studies, around: difference)
        case .greenlandRobins:
            compensatedSum(
                studies.lazy.map {
                    let (n1, n2) = ($0.total1, $0.total2)
                    return ($0.events1 * $0.nonEvents1 * n2 * n2 / n1 + $0.events2 * $0.nonEvents2 * n1 * n1 / n2)
                        / ($0.total * $0.total)
                })
        }
    }

    private func sato(_ studies: [BinaryComparison], around difference: Double) -> Double {
        let p = compensatedSum(
            studies.lazy.map {
                ($0.total1 * $0.total1 * $0.events2 - $0.total2 * $0.total2 * $0.events1
                    + $0.total1 * $0.total2 * ($0.total2 - $0.total1) / 2) / ($0.total * $0.total)
            })
        let q = compensatedSum(
            studies.lazy.map {
                ($0.events1 * $0.nonEvents2 + $0.events2 * $0.nonEvents1) / (2 * $0.total)
            })
        return max(0, difference * p + q)
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
