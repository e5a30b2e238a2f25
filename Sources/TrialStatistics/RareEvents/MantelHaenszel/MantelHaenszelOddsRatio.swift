import Glibc
import TrialNumerics

/// The Mantel–Haenszel odds ratio, analysed as a logarithm.
///
/// log(Σ R / Σ S) with R = a d / N and S = b c / N, and the variance of Robins, Breslow and Greenland 1986
/// (doi:10.2307/2531052), which holds for few large and many sparse strata alike. A table without events in both groups
/// adds nothing to any sum.
public struct MantelHaenszelOddsRatio: MantelHaenszelMeasure {
    /// `OR`.
    public var code: String { OddsRatio.descriptor.code }
    /// `odds ratio`.
    public let name = "odds ratio"
    /// Logarithmic.
    public let scale = EffectScale.log

    /// Creates the measure.
    public init() {}

    /// The pooled log odds ratio.
    public func pooled(_ studies: [BinaryComparison]) -> EffectEstimate? {
        let r = compensatedSum(studies.lazy.map { $0.events1 * $0.nonEvents2 / $0.total })
        let s = compensatedSum(studies.lazy.map { $0.nonEvents1 * $0.events2 / $0.total })
        guard r > 0, s > 0 else { return nil }
        var (pr, mixed, qs) = (0.0, 0.0, 0.0)
        for study in studies {
            let p = (study.events1 + study.nonEvents2) / study.total
            let q = (study.nonEvents1 + study.events2) / study.total
            let ri = study.events1 * study.nonEvents2 / study.total
            let si = study.nonEvents1 * study.events2 / study.total
            pr += p * ri
            mixed += p * si + q * ri
            qs += q * si
        }
        return EffectEstimate(
            estimate: log(r / s), variance: 0.5 * (pr / (r * r) + mixed / (r * s) + qs / (s * s)))
    }

    /// The log odds ratio of one table, with Woolf's variance.
    public func effect(of study: BinaryComparison) -> EffectEstimate? {
        guard !study.hasZeroCell else { return nil }
        return EffectEstimate(
            estimate: log(study.events1 / study.nonEvents1) - log(study.events2 / study.nonEvents2),
            variance: 1 / study.events1 + 1 / study.nonEvents1 + 1 / study.events2 + 1 / study.nonEvents2)
    }

    /// b c / N.
    public func weight(of study: BinaryComparison) -> Double { study.nonEvents1 * study.events2 / study.total }

    /// The tests of Mantel and Haenszel and of Cochran.
    public func association(_ studies: [BinaryComparison], continuityCorrection: Bool) -> AssociationTests? {
        AssociationTests(studies, continuityCorrection: continuityCorrection)
    }

    /// The tests of Breslow and Day and of Tarone at the pooled odds ratio.
    public func homogeneity(_ studies: [BinaryComparison], pooled: Double) -> HomogeneityTests? {
        HomogeneityTests(studies, oddsRatio: exp(pooled))
    }
}
