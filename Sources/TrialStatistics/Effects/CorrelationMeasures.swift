import Glibc

/// The correlation, as it is.
///
/// r with variance (1 − r²)²/(n − 1) (`LS`), or the same at the average correlation weighted by n (`AV`; Hunter and
/// Schmidt 2004, *Methods of Meta-Analysis*).
public struct RawCorrelation: CataloguedMeasure, StudywiseMeasure {
    /// What one study reports.
    public typealias Summary = CorrelationSummary
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "COR", "correlation", scale: .identity, natural: .correlation(),
        varianceTypes: [.largeSample, .averaged]
    ).with {
        $0.boundedForms = ["ZCOR"]
        $0.groups = .one
    }
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

/// Fisher's z of the correlation.
///
/// atanh r with variance 1/(n − 3); n ≤ 3 or |r| = 1: not defined. Fisher's z scale. Fisher 1921,
/// *Metron* 1, 3–32.
public struct FisherZCorrelation: PlainMeasure {
    /// What one study reports.
    public typealias Summary = CorrelationSummary
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "ZCOR", "Fisher's z of the correlation", scale: .fisherZ, natural: .correlation("correlation")
    ).with {
        $0.groups = .one
    }

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
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "PCOR", "partial correlation", scale: .identity, natural: .correlation()
    ).with {
        $0.boundedForms = ["ZPCOR"]
        $0.groups = .one
    }

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
/// atanh r with variance 1/(n − m − 2) for m predictors. Fisher's z scale. Fisher 1924, *Metron* 3, 329–332.
public struct FisherZPartialCorrelation: PlainMeasure {
    /// What one study reports.
    public typealias Summary = PartialCorrelationSummary
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "ZPCOR", "Fisher's z of the partial correlation", scale: .fisherZ, natural: .correlation("partial correlation")
    ).with {
        $0.groups = .one
    }

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
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "SPCOR", "semi-partial correlation", scale: .identity, natural: .correlation()
    ).with {
        $0.groups = .one
    }

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

func correlationVariance(_ r: Double, _ degrees: Double) -> Double {
    let rest = 1 - r * r
    return rest * rest / degrees
}

func averageCorrelation(_ values: [(correlation: Double, total: Double)]) -> Double {
    values.reduce(0) { $0 + $1.correlation * $1.total } / values.reduce(0) { $0 + $1.total }
}
