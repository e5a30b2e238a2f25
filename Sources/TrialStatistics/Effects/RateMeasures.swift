import Glibc

/// The incidence rate of one group, as it is.
///
/// x/t with variance x/t², per unit of the exposure. A zero count gets ½ unless the rule says otherwise. Rothman,
/// Greenland and Lash 2008, chapter 14.
public struct IncidenceRate: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = CountGroup
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "IR", "incidence rate", scale: .identity, natural: .rate
    ).with {
        $0.boundedForms = ["IRLN", "IRS"]
    }
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's rate.
    public func effect(of study: CountGroup) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(estimate: study.count / study.time, variance: study.count / (study.time * study.time))
    }
}

/// The logarithm of the incidence rate of one group.
///
/// log(x/t) with variance 1/x. Log scale. A zero count gets ½ unless the rule says otherwise. Rothman, Greenland and
/// Lash 2008, chapter 14.
public struct LogIncidenceRate: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = CountGroup
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "IRLN", "log incidence rate", scale: .log, natural: .rate
    ).with {
        $0.countDispersion = .logarithmOfRate
    }
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's log rate.
    public func effect(of study: CountGroup) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(estimate: log(study.count / study.time), variance: 1 / study.count)
    }
}

/// The square root of the incidence rate of one group.
///
/// √(x/t) with variance 1/(4t). Nothing is added to zero counts unless a rule names an amount. Bartlett 1936,
/// *Supplement to the Journal of the Royal Statistical Society* 3, 68–78.
public struct SquareRootIncidenceRate: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = CountGroup
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "IRS", "square-root-transformed incidence rate", scale: .squareRoot, natural: .rate)
    /// 0.
    public static let usualAddition = 0.0
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's square-rooted rate.
    public func effect(of study: CountGroup) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(estimate: (study.count / study.time).squareRoot(), variance: 1 / (4 * study.time))
    }
}

/// The Freeman–Tukey transform of the incidence rate of one group.
///
/// ½(√(x/t) + √((x + 1)/t)) with variance 1/(4t). The exact way back needs the exposure: `FreemanTukey.rate(_:time:)`;
/// the scale's is that of a long exposure. Nothing is added to zero counts unless a rule names an amount. Freeman and
/// Tukey 1950, doi:10.1214/aoms/1177729756.
public struct FreemanTukeyRate: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = CountGroup
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "IRFT", "Freeman–Tukey-transformed incidence rate", scale: .squareRoot, natural: .rate
    ).with {
        $0.sizelessForms = ["IRLN", "IRS"]
        $0.backTransformation = .freemanTukeyRate
    }
    /// 0.
    public static let usualAddition = 0.0
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's transformed rate.
    public func effect(of study: CountGroup) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(
            estimate: FreemanTukey.transform(count: study.count, time: study.time), variance: 1 / (4 * study.time))
    }
}
