/// The standardised mean difference as a log odds ratio, for a logistic variable behind a cut-off.
///
/// d π/√3 with variance (1/n₁ + 1/n₂ + d²/(2N)) π²/3; d is not corrected for bias. Log scale. Chinn 2000,
/// *Statistics in Medicine* 19, 3127–3131.
public struct StandardizedToOddsRatio: PlainMeasure {
    /// What one study reports.
    public typealias Summary = StandardizedComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "D2OR", "standardised mean difference as odds ratio", scale: .log, natural: .ratio("odds ratio", of: "the odds")
    )

    /// Creates the measure.
    public init() {}

    /// One study's log odds ratio.
    public func effect(of study: StandardizedComparison) throws(EffectExclusion) -> EffectEstimate {
        scaledDifference(study, .pi / 3.squareRoot())
    }
}

/// The same as `D2OR`, with the assumed distribution in its code.
///
/// d π/√3. Log scale. Chinn 2000, *Statistics in Medicine* 19, 3127–3131.
public struct StandardizedToOddsRatioLogistic: PlainMeasure {
    /// What one study reports.
    public typealias Summary = StandardizedComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "D2ORL", "standardised mean difference as odds ratio, logistic", scale: .log,
        natural: .ratio("odds ratio", of: "the odds"))

    /// Creates the measure.
    public init() {}

    /// One study's log odds ratio.
    public func effect(of study: StandardizedComparison) throws(EffectExclusion) -> EffectEstimate {
        scaledDifference(study, .pi / 3.squareRoot())
    }
}

/// The standardised mean difference as a log odds ratio, for a normal variable behind a cut-off.
///
/// 1.65 d; d is not corrected for bias. Log scale. Cox and Snell 1989, *Analysis of Binary Data*.
public struct StandardizedToOddsRatioNormal: PlainMeasure {
    /// What one study reports.
    public typealias Summary = StandardizedComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "D2ORN", "standardised mean difference as odds ratio, normal", scale: .log,
        natural: .ratio("odds ratio", of: "the odds"))

    /// Creates the measure.
    public init() {}

    /// One study's log odds ratio.
    public func effect(of study: StandardizedComparison) throws(EffectExclusion) -> EffectEstimate {
        scaledDifference(study, coxConstant)
    }
}

private func scaledDifference(_ study: StandardizedComparison, _ factor: Double) -> EffectEstimate {
    EffectEstimate(estimate: factor * study.difference, variance: factor * factor * study.largeSampleVariance)
}

extension StandardizedComparison {
    /// 1/n₁ + 1/n₂ + d²/(2N).
    var largeSampleVariance: Double {
        1 / total1 + 1 / total2 + difference * difference / (2 * (total1 + total2))
    }
}
