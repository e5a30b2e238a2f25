import Glibc

/// Averages study effects with weights that do not depend on the events.
public enum GivenWeightPooling {
    /// Σ w y / Σ w with variance Σ w² (v + τ²) / (Σ w)².
    public static func pooled(_ effects: [EffectEstimate], weights: [Double], tau2: Double = 0) -> EffectEstimate {
        precondition(effects.count == weights.count, "one weight per effect")
        let total = compensatedSum(weights)
        let estimate = compensatedSum(zip(effects, weights).map { $0.estimate * $1 }) / total
        let variance = compensatedSum(zip(effects, weights).map { $1 * $1 * ($0.variance + tau2) }) / (total * total)
        return EffectEstimate(estimate: estimate, variance: variance)
    }
}

/// The log odds ratio averaged with weights n₁ n₂ / N, which no zero cell can disturb.
///
/// Bakbergenuly, Hoaglin and Kulinskaya 2020, doi:10.1002/jrsm.1404. Each study's log odds ratio still needs a
/// correction where a cell is zero.
public struct SampleSizeWeighting: RareEventMethod {
    /// How zero cells are corrected.
    public let correction: ContinuityCorrection
    /// `sample-size-weighted-or`.
    public let code = "sample-size-weighted-or"
    /// The name in full.
    public let name = "odds ratio weighted by sample size"

    /// Creates the method.
    public init(correction: ContinuityCorrection = ContinuityCorrection()) { self.correction = correction }

    /// The weighted mean with normal limits.
    public func answer(for studies: [BinaryComparison], level: Double) -> RareEventAnswer {
        let tables = correction.apply(to: studies)
        let effects = tables.compactMap(\.oddsRatio)
        guard effects.count == tables.count, !effects.isEmpty else { return .none(.noEvents) }
        let weights = tables.map { $0.table.total1 * $0.table.total2 / $0.table.total }
        return .estimate(
            .wald(
                GivenWeightPooling.pooled(effects, weights: weights), level: level, scale: .log,
                usedDoubleZero: tables.contains { $0.table.isUninformative }))
    }
}

/// The log rate ratio averaged with weights x₂ t₁ / t₂, the events to be expected on treatment without an effect.
///
/// Bayne-Jones et al. 1964, *Smoking and Health*, chapter 8; standard error √(1 / Σ x₁ + 1 / Σ x₂).
public struct CochranRateRatio: RareEventMethod {
    /// `cochran-irr`.
    public let code = "cochran-irr"
    /// The name in full.
    public let name = "incidence rate ratio weighted by expected events"

    /// Creates the method.
    public init() {}

    /// The weighted mean; ½ is added to both counts of a study with a zero.
    public func answer(for studies: [CountComparison], level: Double) -> RareEventAnswer {
        let used = studies.filter(\.informsRatio).map { $0.hasZeroCell ? $0.adding(0.5) : $0 }
        guard !used.isEmpty else { return .none(.noEvents) }
        let effects = used.compactMap(\.ownEffect)
        let weights = used.map { $0.count2 * $0.time1 / $0.time2 }
        let mean = GivenWeightPooling.pooled(effects, weights: weights).estimate
        let (x1, x2) = (used.reduce(0) { $0 + $1.count1 }, used.reduce(0) { $0 + $1.count2 })
        return .estimate(
            .wald(
                EffectEstimate(estimate: mean, variance: 1 / x1 + 1 / x2), level: level, scale: .log,
                usedDoubleZero: false))
    }
}
