import Glibc

/// The probit of the proportion of one group.
///
/// Φ⁻¹(p) with variance 2π pq exp(z²)/n by the delta method. Probit scale. At p = 0 and 1 ½ is added to both cells
/// unless the rule says otherwise.
public struct ProbitProportion: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = BinaryGroup
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "PRZ", "probit-transformed proportion", scale: .probit, natural: .proportion)
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's probit.
    public func effect(of study: BinaryGroup) throws(EffectExclusion) -> EffectEstimate {
        let probit = ProbitOfProportion(study)
        return EffectEstimate(estimate: probit.estimate, variance: probit.variance)
    }
}

/// The arcsine of the square root of the proportion of one group.
///
/// asin √p with variance 1/(4n). Nothing is added to zero cells unless a rule names an amount. Arcsine scale. Anscombe
/// 1948, *Biometrika* 35, 246–254.
public struct ArcsineProportion: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = BinaryGroup
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "PAS", "arcsine-transformed proportion", scale: .arcsine, natural: .proportion)
    /// 0.
    public static let usualAddition = 0.0
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's arcsine.
    public func effect(of study: BinaryGroup) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(estimate: asin(study.proportion.squareRoot()), variance: 1 / (4 * study.total))
    }
}

/// The Freeman–Tukey double arcsine of the proportion of one group.
///
/// ½(asin √(e/(n + 1)) + asin √((e + 1)/(n + 1))) with variance 1/(4n + 2). The exact way back needs the sample size:
/// `FreemanTukey.proportion(_:total:)`; the scale's is that of a large sample. Pooled double arcsines can mislead
/// (Schwarzer et al. 2019, doi:10.1002/jrsm.1348). Nothing is added to zero cells unless a rule names an amount.
/// Freeman and Tukey 1950, doi:10.1214/aoms/1177729756.
public struct DoubleArcsineProportion: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = BinaryGroup
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "PFT", "Freeman–Tukey double arcsine proportion", scale: .arcsine, natural: .proportion
    ).with {
        $0.sizelessForms = ["PLO", "PAS"]
        $0.backTransformation = .doubleArcsine
    }
    /// 0.
    public static let usualAddition = 0.0
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's double arcsine.
    public func effect(of study: BinaryGroup) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(
            estimate: FreemanTukey.transform(events: study.events, total: study.total),
            variance: 1 / (4 * study.total + 2))
    }
}
