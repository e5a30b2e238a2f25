import Glibc
import TrialNumerics

/// The correlation, as it is.
///
/// r with variance (1 − r²)²/(n − 1) (`LS`), or the same at the average correlation weighted by n (`AV`; Hunter and
/// Schmidt 2004, *Methods of Meta-Analysis*).
public struct RawCorrelation: CataloguedMeasure, StudywiseMeasure {
    /// What one study reports.
    public typealias Summary = CorrelationSummary
    /// What the catalogue says.
    public static let descriptor = MeasureDescriptor(
        "COR", "correlation", scale: .identity, varianceTypes: [.largeSample, .averaged])
    private let varianceType: VarianceType

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        varianceType = try Self.descriptor.variance(options.varianceType)
    }

    /// The average correlation.
    public func context(of studies: [CorrelationSummary]) -> Double {
        averageCorrelation(studies.map { ($0.correlation, $0.total) })
    }

    /// One study's correlation.
    public func effect(of study: CorrelationSummary, in average: Double) throws(EffectExclusion) -> EffectEstimate {
        let r = varianceType == .averaged ? average : study.correlation
        return EffectEstimate(estimate: study.correlation, variance: correlationVariance(r, study.total - 1))
    }
}

/// The correlation, corrected for its bias.
///
/// r ₂F₁(½, ½; (n − 2)/2; 1 − r²) with variance (1 − r²)²/(n − 1) at the corrected value (`LS`), the unbiased one
/// (`UB`), or at the average corrected value (`AV`). Olkin and Pratt 1958, doi:10.1214/aoms/1177706717; Hedges 1989,
/// doi:10.1037/0021-9010.74.3.469.
public struct UnbiasedCorrelation: CataloguedMeasure, StudywiseMeasure {
    /// What one study reports.
    public typealias Summary = CorrelationSummary
    /// What the catalogue says.
    public static let descriptor = MeasureDescriptor(
        "UCOR", "correlation corrected for bias", scale: .identity, varianceTypes: [.largeSample, .unbiased, .averaged])
    private let varianceType: VarianceType

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        varianceType = try Self.descriptor.variance(options.varianceType)
    }

    /// The average corrected correlation.
    public func context(of studies: [CorrelationSummary]) -> Double {
        averageCorrelation(studies.map { (corrected($0), $0.total) })
    }

    /// One study's corrected correlation.
    public func effect(of study: CorrelationSummary, in average: Double) throws(EffectExclusion) -> EffectEstimate {
        let value = corrected(study)
        let variance: Double
        switch varianceType {
        case .unbiased:
            let rest = 1 - study.correlation * study.correlation
            let series = hypergeometric2F1(1, 1, study.total / 2, rest)
            variance = value * value - 1 + (study.total - 3) * rest * series / (study.total - 2)
        case .averaged: variance = correlationVariance(average, study.total - 1)
        default: variance = correlationVariance(value, study.total - 1)
        }
        return EffectEstimate(estimate: value, variance: variance)
    }

    private func corrected(_ study: CorrelationSummary) -> Double {
        let r = study.correlation
        return r * hypergeometric2F1(0.5, 0.5, (study.total - 2) / 2, 1 - r * r)
    }
}

/// Fisher's z of the correlation.
///
/// atanh r with variance 1/(n − 3); n ≤ 3 or |r| = 1: not defined. Fisher's z scale. Fisher 1921,
/// *Metron* 1, 3–32.
public struct FisherZCorrelation: PlainMeasure {
    /// What one study reports.
    public typealias Summary = CorrelationSummary
    /// What the catalogue says.
    public static let descriptor = MeasureDescriptor("ZCOR", "Fisher's z of the correlation", scale: .fisherZ)

    /// Creates the measure.
    public init() {}

    /// One study's transformed correlation.
    public func effect(of study: CorrelationSummary) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(estimate: atanh(study.correlation), variance: 1 / (study.total - 3))
    }
}

/// The partial correlation, from the t statistic of a regression coefficient.
///
/// r = t/√(t² + n − m − 1) with m predictors and variance (1 − r²)²/(n − m). Aloe and Thompson 2013,
/// doi:10.5243/jsswr.2013.24.
public struct PartialCorrelation: PlainMeasure {
    /// What one study reports.
    public typealias Summary = PartialCorrelationSummary
    /// What the catalogue says.
    public static let descriptor = MeasureDescriptor("PCOR", "partial correlation", scale: .identity)

    /// Creates the measure.
    public init() {}

    /// One study's partial correlation.
    public func effect(of study: PartialCorrelationSummary) throws(EffectExclusion) -> EffectEstimate {
        let r = study.partialCorrelation
        return EffectEstimate(estimate: r, variance: correlationVariance(r, study.total - study.predictors))
    }
}

/// Fisher's z of the partial correlation.
///
/// atanh r with variance 1/(n − m − 2) for m predictors. Fisher's z scale.
public struct FisherZPartialCorrelation: PlainMeasure {
    /// What one study reports.
    public typealias Summary = PartialCorrelationSummary
    /// What the catalogue says.
    public static let descriptor = MeasureDescriptor("ZPCOR", "Fisher's z of the partial correlation", scale: .fisherZ)

    /// Creates the measure.
    public init() {}

    /// One study's transformed partial correlation.
    public func effect(of study: PartialCorrelationSummary) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(
            estimate: atanh(study.partialCorrelation), variance: 1 / (study.total - study.predictors - 2))
    }
}

/// The semi-partial correlation, from the t statistic of a regression coefficient and the model's R².
///
/// r = t √(1 − R²)/√(n − m − 1) with variance (R⁴ − 2R² + B + 1 − B²)/n, where B = R² − r². Aloe and Becker 2012,
/// doi:10.3102/1076998610396901.
public struct SemipartialCorrelation: PlainMeasure {
    /// What one study reports.
    public typealias Summary = SemipartialCorrelationSummary
    /// What the catalogue says.
    public static let descriptor = MeasureDescriptor("SPCOR", "semi-partial correlation", scale: .identity)

    /// Creates the measure.
    public init() {}

    /// One study's semi-partial correlation.
    public func effect(of study: SemipartialCorrelationSummary) throws(EffectExclusion) -> EffectEstimate {
        let model = study.partial
        let r = model.t * ((1 - study.R2) / model.residualDegreesOfFreedom).squareRoot()
        let rest = study.R2 - r * r
        let variance = (study.R2 * study.R2 - 2 * study.R2 + rest + 1 - rest * rest) / model.total
        return EffectEstimate(estimate: r, variance: variance)
    }
}

private func correlationVariance(_ r: Double, _ degrees: Double) -> Double {
    let rest = 1 - r * r
    return rest * rest / degrees
}

private func averageCorrelation(_ values: [(correlation: Double, total: Double)]) -> Double {
    values.reduce(0) { $0 + $1.correlation * $1.total } / values.reduce(0) { $0 + $1.total }
}
