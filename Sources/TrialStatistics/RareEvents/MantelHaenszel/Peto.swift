import Glibc
import TrialNumerics

/// Peto's one-step odds ratio, analysed as a logarithm.
///
/// Σ (O − E) / Σ V with the hypergeometric expectation and variance; standard error 1 / √Σ V. Yusuf et al. 1985,
/// doi:10.1016/S0033-0620(85)80003-7. Right for rare events, groups of equal size and small effects; biased otherwise
/// (Greenland and Salvan 1990, *Statistics in Medicine* 9, 247–252). Answers with an empty arm; double-zero studies say
/// nothing.
public struct Peto: RareEventMethod {
    /// `peto`.
    public let code = "peto"
    /// `Peto odds ratio`.
    public let name = "Peto odds ratio"

    /// Creates the method.
    public init() {}

    /// Observed minus expected events on treatment with the hypergeometric variance; nil where the variance is zero.
    static func observedMinusExpected(_ table: BinaryComparison) -> (difference: Double, variance: Double)? {
        let n = table.total
        let events = table.events1 + table.events2
        let variance = table.total1 * table.total2 * events / n * (n - events) / (n * (n - 1))
        guard variance > 0, n > 1 else { return nil }
        return (table.events1 - events * table.total1 / n, variance)
    }

    /// One-step estimates (O − E) / V with variance 1 / V.
    static func effects(_ tables: [BinaryComparison]) -> [EffectEstimate] {
        tables.compactMap { observedMinusExpected($0) }.map {
            EffectEstimate(estimate: $0.difference / $0.variance, variance: 1 / $0.variance)
        }
    }

    /// The pooled log odds ratio, or that no table is informative.
    public func answer(for studies: [BinaryComparison], level: Double) -> RareEventAnswer {
        switch analyse(studies, level: level) {
        case .success(let result): .estimate(result.pooled)
        case .failure(let reason): .none(reason)
        }
    }

    /// The pooled log odds ratio with Q around it; the log-likelihood has ½ in each cell of a study with a zero cell.
    public func analyse(
        _ studies: [BinaryComparison], level: Double = 0.95
    ) -> Result<PetoResult, RareEventReason> {
        let pieces = studies.compactMap { Peto.observedMinusExpected($0) }
        let variance = compensatedSum(pieces.lazy.map { $0.variance })
        guard variance > 0 else { return .failure(.noEvents) }
        let estimate = compensatedSum(pieces.lazy.map { $0.difference }) / variance
        let effects = Peto.effects(studies.filter { Peto.observedMinusExpected($0) != nil })
        let corrected = Peto.effects(
            studies.filter(\.informsRatio).map { $0.hasZeroCell ? $0.adding(0.5) : $0 })
        let heterogeneity = CochranHeterogeneity(
            corrected, q: squares(effects, around: estimate), deviance: squares(corrected, around: estimate))
        let pooled = RareEventEstimate.wald(
            EffectEstimate(estimate: estimate, variance: 1 / variance), level: level, scale: .log,
            usedDoubleZero: false)
        return .success(
            PetoResult(
                pooled: pooled, heterogeneity: heterogeneity, studies: studies.count,
                informativeStudies: pieces.count))
    }
}

/// Peto's analysis in full.
public struct PetoResult: Sendable, Codable, Equatable {
    /// The pooled log odds ratio with limits and test.
    public let pooled: RareEventEstimate
    /// Q around it.
    public let heterogeneity: CochranHeterogeneity
    /// Studies given.
    public let studies: Int
    /// Studies with an event and a non-event.
    public let informativeStudies: Int
}
