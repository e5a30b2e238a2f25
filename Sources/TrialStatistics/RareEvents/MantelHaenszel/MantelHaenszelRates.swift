import Glibc
import TrialNumerics

extension CountComparison {
    var time: Double { time1 + time2 }
}

/// The Mantel–Haenszel ratio of incidence rates, analysed as a logarithm.
///
/// log(Σ x₁ t₂ / T ÷ Σ x₂ t₁ / T); variance of Greenland and Robins 1985, doi:10.2307/2530643. Studies without events
/// add nothing.
public struct MantelHaenszelRateRatio: MantelHaenszelMeasure {
    /// `IRR`.
    public var code: String { IncidenceRateRatio.descriptor.code }
    /// `incidence rate ratio`.
    public let name = "incidence rate ratio"
    /// Logarithmic.
    public let scale = EffectScale.log

    /// Creates the measure.
    public init() {}

    /// The pooled log rate ratio.
    public func pooled(_ studies: [CountComparison]) -> EffectEstimate? {
        let r = compensatedSum(studies.lazy.map { $0.count1 * $0.time2 / $0.time })
        let s = compensatedSum(studies.lazy.map { $0.count2 * $0.time1 / $0.time })
        guard r > 0, s > 0 else { return nil }
        let d = compensatedSum(
            studies.lazy.map { $0.time1 * $0.time2 * ($0.count1 + $0.count2) / ($0.time * $0.time) })
        return EffectEstimate(estimate: log(r / s), variance: d / (r * s))
    }

    /// The log rate ratio of one study.
    public func effect(of study: CountComparison) -> EffectEstimate? {
        guard !study.hasZeroCell else { return nil }
        return EffectEstimate(
            estimate: log(study.count1 / study.time1) - log(study.count2 / study.time2),
            variance: 1 / study.count1 + 1 / study.count2)
    }

    /// x₂ t₁ / T.
    public func weight(of study: CountComparison) -> Double { study.count2 * study.time1 / study.time }

    /// The Mantel–Haenszel test of equal rates.
    public func association(_ studies: [CountComparison], continuityCorrection: Bool) -> AssociationTests? {
        let difference = compensatedSum(studies.lazy.map { $0.count1 - ($0.count1 + $0.count2) * $0.time1 / $0.time })
        let variance = compensatedSum(
            studies.lazy.map { ($0.count1 + $0.count2) * $0.time1 * $0.time2 / ($0.time * $0.time) })
        guard variance > 0 else { return nil }
        let excess = abs(difference) - (continuityCorrection ? 0.5 : 0)
        return AssociationTests(
            mantelHaenszel: ChiSquaredTest(statistic: excess * excess / variance, degreesOfFreedom: 1), cochran: nil)
    }
}

/// The Mantel–Haenszel difference of incidence rates.
///
/// (Σ x₁ t₂ / T − Σ x₂ t₁ / T) / Σ (t₁ t₂ / T); Greenland and Robins 1985, doi:10.2307/2530643.
public struct MantelHaenszelRateDifference: MantelHaenszelMeasure {
    /// `IRD`.
    public var code: String { IncidenceRateDifference.descriptor.code }
    /// `incidence rate difference`.
    public let name = "incidence rate difference"
    /// Untransformed.
    public let scale = EffectScale.identity

    /// Creates the measure.
    public init() {}

    /// The pooled rate difference.
    public func pooled(_ studies: [CountComparison]) -> EffectEstimate? {
        let weights = compensatedSum(studies.lazy.map { weight(of: $0) })
        guard weights > 0 else { return nil }
        let difference =
            compensatedSum(studies.lazy.map { ($0.count1 * $0.time2 - $0.count2 * $0.time1) / $0.time }) / weights
        let variance = compensatedSum(
            studies.lazy.map {
                let w = $0.time1 * $0.time2 / $0.time
                return w * w * ($0.count1 / ($0.time1 * $0.time1) + $0.count2 / ($0.time2 * $0.time2))
            })
        return EffectEstimate(estimate: difference, variance: variance / (weights * weights))
    }

    /// The rate difference of one study.
    public func effect(of study: CountComparison) -> EffectEstimate? {
        let variance = study.count1 / (study.time1 * study.time1) + study.count2 / (study.time2 * study.time2)
        guard variance > 0 else { return nil }
        return EffectEstimate(
            estimate: study.count1 / study.time1 - study.count2 / study.time2, variance: variance)
    }

    /// t₁ t₂ / T.
    public func weight(of study: CountComparison) -> Double { study.time1 * study.time2 / study.time }
}
