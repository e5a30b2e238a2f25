import Glibc
import TrialNumerics

/// The difference of the probits of two risks, an estimate of a standardised mean difference behind a cut-off.
///
/// Φ⁻¹(p₁) − Φ⁻¹(p₂) with variance Σ 2π p q exp(z²)/n. Sánchez-Meca, Marín-Martínez and Chacón-Moscoso 2003,
/// doi:10.1037/1082-989X.8.4.448.
public struct ProbitDifference: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = BinaryComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "PBIT", "probit-transformed risk difference", scale: .identity,
        natural: .difference("difference of probit-transformed risks", of: "the risk"))
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's difference of probits.
    public func effect(of study: BinaryComparison) throws(EffectExclusion) -> EffectEstimate {
        let first = ProbitOfProportion(BinaryGroup(events: study.events1, total: study.total1))
        let second = ProbitOfProportion(BinaryGroup(events: study.events2, total: study.total2))
        return EffectEstimate(
            estimate: first.estimate - second.estimate, variance: first.variance + second.variance)
    }
}

/// The probit of one group's proportion and its variance by the delta method.
struct ProbitOfProportion {
    let estimate: Double
    let variance: Double

    init(_ group: BinaryGroup) {
        let p = group.proportion
        let z = NormalDistribution.standard.quantile(p)
        estimate = z
        variance = 2 * .pi * p * (1 - p) * exp(z * z) / group.total
    }
}

/// A log odds ratio divided by a constant, an estimate of a standardised mean difference.
private func scaledOddsRatio(_ study: BinaryComparison, _ divisor: Double) -> EffectEstimate {
    EffectEstimate(
        estimate: study.logOddsRatio / divisor, variance: study.logOddsRatioVariance / (divisor * divisor))
}

/// The log odds ratio as a standardised mean difference, for a logistic variable behind a cut-off.
///
/// log OR · √3/π. Hasselblad and Hedges 1995, doi:10.1037/0033-2909.117.1.167.
public struct OddsRatioToStandardized: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = BinaryComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "OR2D", "odds ratio as standardised mean difference", scale: .identity,
        natural: .difference("standardised mean difference", of: "the odds")
    ).with { $0.isStandardized = true }
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's standardised difference.
    public func effect(of study: BinaryComparison) throws(EffectExclusion) -> EffectEstimate {
        scaledOddsRatio(study, .pi / 3.squareRoot())
    }
}

/// The same as `OR2D`, with the assumed distribution in its code.
///
/// log OR · √3/π. Hasselblad and Hedges 1995, doi:10.1037/0033-2909.117.1.167.
public struct OddsRatioToStandardizedLogistic: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = BinaryComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "OR2DL", "odds ratio as standardised mean difference, logistic", scale: .identity,
        natural: .difference("standardised mean difference", of: "the odds")
    ).with { $0.isStandardized = true }
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's standardised difference.
    public func effect(of study: BinaryComparison) throws(EffectExclusion) -> EffectEstimate {
        scaledOddsRatio(study, .pi / 3.squareRoot())
    }
}

/// The log odds ratio as a standardised mean difference, for a normal variable behind a cut-off.
///
/// log OR / 1.65. Cox and Snell 1989, *Analysis of Binary Data*; Sánchez-Meca et al. 2003,
/// doi:10.1037/1082-989X.8.4.448.
public struct OddsRatioToStandardizedNormal: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = BinaryComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "OR2DN", "odds ratio as standardised mean difference, normal", scale: .identity,
        natural: .difference("standardised mean difference", of: "the odds")
    ).with { $0.isStandardized = true }
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's standardised difference.
    public func effect(of study: BinaryComparison) throws(EffectExclusion) -> EffectEstimate {
        scaledOddsRatio(study, coxConstant)
    }
}

/// Cox's ratio of a log odds ratio to a standardised mean difference of normal variables.
let coxConstant = 1.65
