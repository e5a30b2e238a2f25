import Glibc

/// The mean change.
///
/// x̄₁ − x̄₂ with variance (s₁² + s₂² − 2r s₁s₂)/n, in the units of the instrument. Without the correlation of the two
/// measurements there is no variance; `CorrelationFromChange` finds it from three standard deviations.
public struct MeanChange: PlainMeasure {
    /// What one study reports.
    public typealias Summary = PairedMeans
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "MC", "mean change", scale: .identity, natural: .difference(of: "the mean")
    ).with {
        $0.groups = .pairs
        $0.pairedForm = .means(MeanChange.self, from: .differences)
    }

    /// Creates the measure.
    public init() {}

    /// One study's mean change.
    public func effect(of study: PairedMeans) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(estimate: study.mean1 - study.mean2, variance: study.changeVariance / study.total)
    }
}

/// The mean change in standard deviations of the first measurements.
///
/// g = J(n − 1)(x̄₁ − x̄₂)/s₁. Variance 2(1 − r)/n + g²/(2n) (`LS`), or J²(2(1 − r)/n + d²/(2n)) (`LS2`). Becker 1988,
/// doi:10.1111/j.2044-8317.1988.tb00901.x.
public struct StandardizedChangeRaw: CataloguedMeasure, IndependentMeasure {
    /// What one study reports.
    public typealias Summary = PairedMeansOneDeviation
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "SMCR", "mean change in raw standard deviations", scale: .identity, natural: .difference(of: "the mean"),
        varianceTypes: [.largeSample, .largeSample2]
    ).with {
        $0.groups = .pairs
        $0.pairedForm = .means(StandardizedChangeRaw.self, from: .differenceAndSpread)
    }
    private let varianceType: VarianceType
    private let corrects: Bool

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        varianceType = try Self.descriptor.variance(options.varianceType)
        corrects = options.biasCorrection ?? true
    }

    /// One study's standardised change.
    public func effect(of study: PairedMeansOneDeviation) throws(EffectExclusion) -> EffectEstimate {
        let factor = corrects ? smallSampleCorrection(degreesOfFreedom: study.total - 1) : 1
        let d = study.difference / study.standardDeviation
        return standardizedChange(
            d, factor: factor, unit: 2 * (1 - study.correlation), total: study.total,
            squares: varianceType == .largeSample2)
    }
}

/// The mean change in standard deviations of the first measurements, for spreads that differ.
///
/// g as for `SMCR`, variance s_d²/(s₁²(n − 1)) + g²/(2(n − 1)). Bonett 2008, doi:10.1037/1082-989X.13.2.99.
public struct HeteroscedasticStandardizedChangeRaw: CataloguedMeasure, IndependentMeasure {
    /// What one study reports.
    public typealias Summary = PairedMeans
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "SMCRH", "mean change in raw standard deviations, unequal variances", scale: .identity,
        natural: .difference("mean change in raw standard deviations", of: "the mean")
    ).with {
        $0.groups = .pairs
        $0.pairedForm = .means(HeteroscedasticStandardizedChangeRaw.self, from: .differenceAndSpread)
    }
    private let corrects: Bool

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        _ = try Self.descriptor.variance(options.varianceType)
        corrects = options.biasCorrection ?? true
    }

    /// One study's standardised change.
    public func effect(of study: PairedMeans) throws(EffectExclusion) -> EffectEstimate {
        let degrees = study.total - 1
        let factor = corrects ? smallSampleCorrection(degreesOfFreedom: degrees) : 1
        let g = factor * (study.mean1 - study.mean2) / study.standardDeviation1
        return EffectEstimate(
            estimate: g, variance: (study.changeVariance / study.variance1 + g * g / 2) / degrees)
    }
}

/// The mean change in the root of the average variance of both measurements.
///
/// g = J(m)(x̄₁ − x̄₂)/s with s² = (s₁² + s₂²)/2 and m = 2(n − 1)/(1 + r²); variance 2(1 − r)/n + g²(1 + r²)/(4n).
/// Cousineau 2020, doi:10.20982/tqmp.16.4.p418.
public struct StandardizedChangePooled: CataloguedMeasure, IndependentMeasure {
    /// What one study reports.
    public typealias Summary = PairedMeans
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "SMCRP", "mean change in pooled raw standard deviations", scale: .identity, natural: .difference(of: "the mean")
    ).with {
        $0.groups = .pairs
        $0.pairedForm = .means(StandardizedChangePooled.self, from: .differenceAndSpread)
    }
    private let corrects: Bool

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        _ = try Self.descriptor.variance(options.varianceType)
        corrects = options.biasCorrection ?? true
    }

    /// One study's standardised change.
    public func effect(of study: PairedMeans) throws(EffectExclusion) -> EffectEstimate {
        let shared = 1 + study.correlation * study.correlation
        let g = study.pooledChange * (corrects ? study.pooledCorrection : 1)
        return EffectEstimate(
            estimate: g, variance: (2 * (1 - study.correlation) + g * g * shared / 4) / study.total)
    }
}

/// The mean change in the root of the average variance of both measurements, for spreads that differ.
///
/// g as for `SMCRP`, variance s_d²/(s²(n − 1)) + g²(s₁⁴ + s₂⁴ + 2r²s₁²s₂²)/(8s⁴(n − 1)). Bonett 2008,
/// doi:10.1037/1082-989X.13.2.99.
public struct HeteroscedasticStandardizedChangePooled: CataloguedMeasure, IndependentMeasure {
    /// What one study reports.
    public typealias Summary = PairedMeans
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "SMCRPH", "mean change in pooled raw standard deviations, unequal variances", scale: .identity,
        natural: .difference("mean change in pooled raw standard deviations", of: "the mean")
    ).with {
        $0.groups = .pairs
        $0.pairedForm = .means(HeteroscedasticStandardizedChangePooled.self, from: .differenceAndSpread)
    }
    private let corrects: Bool

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        _ = try Self.descriptor.variance(options.varianceType)
        corrects = options.biasCorrection ?? true
    }

    /// One study's standardised change.
    public func effect(of study: PairedMeans) throws(EffectExclusion) -> EffectEstimate {
        let (v1, v2) = (study.variance1, study.variance2)
        let average = (v1 + v2) / 2
        let g = study.pooledChange * (corrects ? study.pooledCorrection : 1)
        let squares = v1 * v1 + v2 * v2 + 2 * study.correlation * study.correlation * v1 * v2
        return EffectEstimate(
            estimate: g,
            variance: (study.changeVariance / average + g * g * squares / (8 * average * average))
                / (study.total - 1))
    }
}

/// The log ratio of two means of the same participants.
///
/// log(x̄₁/x̄₂) + ½(c₁² − c₂²) with variance c₁² + c₂² − 2r c₁c₂, where cᵢ = sᵢ/(√n x̄ᵢ). Means of unlike sign, or
/// zero: not defined. Log scale. Lajeunesse 2011, doi:10.1890/11-0423.1.
public struct PairedRatioOfMeans: CataloguedMeasure, IndependentMeasure {
    /// What one study reports.
    public typealias Summary = PairedMeans
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "ROMC", "ratio of means of paired measurements", scale: .log, natural: .ratio("ratio of means", of: "the mean")
    ).with {
        $0.groups = .pairs
        $0.pairedForm = .means(PairedRatioOfMeans.self, from: .bothMeans)
    }
    private let corrects: Bool

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        _ = try Self.descriptor.variance(options.varianceType)
        corrects = options.biasCorrection ?? true
    }

    /// One study's log ratio of means.
    public func effect(of study: PairedMeans) throws(EffectExclusion) -> EffectEstimate {
        let (c1, c2) = study.relativeErrors
        return EffectEstimate(
            estimate: log(study.mean1 / study.mean2) + (corrects ? (c1 * c1 - c2 * c2) / 2 : 0),
            variance: study.logRatioVariance)
    }
}

func standardizedChange(
    _ d: Double, factor: Double, unit: Double, total: Double, squares: Bool
) -> EffectEstimate {
    let g = factor * d
    let variance = squares ? factor * factor * (unit + d * d / 2) / total : (unit + g * g / 2) / total
    return EffectEstimate(estimate: g, variance: variance)
}

extension PairedMeans {
    /// The change in the root of the average variance.
    fileprivate var pooledChange: Double { (mean1 - mean2) / ((variance1 + variance2) / 2).squareRoot() }
    /// The bias correction for it; two correlated variances carry 2(n − 1)/(1 + r²) degrees of freedom.
    fileprivate var pooledCorrection: Double {
        smallSampleCorrection(degreesOfFreedom: 2 * (total - 1) / (1 + correlation * correlation))
    }
}
