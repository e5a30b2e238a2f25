import Glibc

/// The log odds ratio of two groups by Peto's one-step method.
///
/// (O − E)/V with variance 1/V, where O = events on treatment and E, V are their hypergeometric mean and variance. It
/// needs no zero-cell correction, and reviews make none unless a plan says so; asked for by itself without a rule, as the
/// batch program asks, ½ is added to tables with a zero cell, as R's metafor does. It is biased when effects are large or
/// groups unequal. No events at all, or nothing but events: not defined. Log scale.
/// Yusuf et al. 1985, doi:10.1016/S0033-0620(85)80003-7; Greenland and Salvan 1990, *Statistics in
/// Medicine* 9, 247–252.
public struct PetoOddsRatio: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = BinaryComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "PETO", "odds ratio by Peto's method", scale: .log, natural: .ratio("odds ratio", of: "the odds")
    ).with {
        $0.pairedForm = .table(PairedPetoOddsRatio.self)
        $0.comparison = .peto
        $0.existsWithZeroCells = true
        $0.riskRelation = .ratioOfOdds
    }
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's log odds ratio.
    public func effect(of study: BinaryComparison) throws(EffectExclusion) -> EffectEstimate {
        let total = study.total1 + study.total2
        let events = study.events1 + study.events2
        let expected = study.total1 * events / total
        let variance = expected * (study.total2 / total) * (total - events) / (total - 1)
        return EffectEstimate(estimate: (study.events1 - expected) / variance, variance: 1 / variance)
    }
}

/// The difference of the arcsines of two square-rooted risks.
///
/// asin √p₁ − asin √p₂ with variance 1/(4n₁) + 1/(4n₂). It exists with zero cells, so nothing is added unless a rule
/// names an amount. There is no way back to a ratio or difference of risks: natural scale = scale of analysis.
/// Rücker, Schwarzer, Carpenter and Olkin 2009, doi:10.1002/sim.3511.
public struct ArcsineDifference: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = BinaryComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "AS", "arcsine-transformed risk difference", scale: .identity,
        natural: .difference(
            "difference of arcsine-transformed risks", of: "the risk", within: -Double.pi / 2...Double.pi / 2)
    ).with {
        $0.boundedForms = ["RR", "OR"]
        $0.sharedControl = .arcsine
    }
    /// 0.
    public static let usualAddition = 0.0
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's difference.
    public func effect(of study: BinaryComparison) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(
            estimate: asin(study.risk1.squareRoot()) - asin(study.risk2.squareRoot()),
            variance: 1 / (4 * study.total1) + 1 / (4 * study.total2))
    }
}
