import Glibc

/// The log ratio of two standard deviations (the log variability ratio).
///
/// log(s₁/s₂) + 1/(2(n₁ − 1)) − 1/(2(n₂ − 1)) with variance Σ 1/(2(nᵢ − 1)); without the correction, the logarithm
/// alone. Log scale. Nakagawa et al. 2015, doi:10.1111/2041-210X.12309.
public struct VariabilityRatio: CataloguedMeasure, IndependentMeasure {
    /// What one study reports.
    public typealias Summary = DeviationComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "VR", "variability ratio", scale: .log, natural: .ratio(of: "the standard deviation")
    ).with {
        $0.pairedForm = .means(PairedVariabilityRatio.self, from: .bothMeans)
    }
    private let corrects: Bool

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        _ = try Self.descriptor.variance(options.varianceType)
        corrects = options.biasCorrection ?? true
    }

    /// One study's log variability ratio.
    public func effect(of study: DeviationComparison) throws(EffectExclusion) -> EffectEstimate {
        let (a, b) = (1 / (2 * (study.total1 - 1)), 1 / (2 * (study.total2 - 1)))
        return EffectEstimate(
            estimate: log(study.standardDeviation1 / study.standardDeviation2) + (corrects ? a - b : 0),
            variance: a + b)
    }
}

/// The log ratio of two coefficients of variation.
///
/// log((s₁/x̄₁)/(s₂/x̄₂)) + Σ± [1/(2(nᵢ − 1)) − cᵢ²/2] with cᵢ² = sᵢ²/(nᵢ x̄ᵢ²). Variance Σ [1/(2(nᵢ − 1)) + cᵢ²]
/// (`LS`), or to the second order Σ [nᵢ/(2(nᵢ − 1)²) + cᵢ² + cᵢ⁴/2] (`LS2`). Log scale. The ratio and 1/(2(nᵢ − 1)):
/// Nakagawa et al. 2015, doi:10.1111/2041-210X.12309; the correction −cᵢ²/2 and `LS2`: Senior, Viechtbauer and Nakagawa
/// 2020, doi:10.1002/jrsm.1423.
public struct VariationRatio: CataloguedMeasure, IndependentMeasure {
    /// What one study reports.
    public typealias Summary = MeanComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "CVR", "coefficient of variation ratio", scale: .log, natural: .ratio(of: "the coefficient of variation"),
        varianceTypes: [.largeSample, .largeSample2]
    ).with {
        $0.pairedForm = .means(PairedVariationRatio.self, from: .bothMeans)
    }
    private let varianceType: VarianceType
    private let corrects: Bool

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        varianceType = try Self.descriptor.variance(options.varianceType)
        corrects = options.biasCorrection ?? true
    }

    /// One study's log ratio.
    public func effect(of study: MeanComparison) throws(EffectExclusion) -> EffectEstimate {
        let (c1, c2) = study.relativeVariances
        let (nu1, nu2) = (study.total1 - 1, study.total2 - 1)
        let ratio = (study.standardDeviation1 / study.mean1) / (study.standardDeviation2 / study.mean2)
        let correction = 1 / (2 * nu1) - 1 / (2 * nu2) - (c1 - c2) / 2
        let variance =
            varianceType == .largeSample2
            ? study.total1 / (2 * nu1 * nu1) + c1 + c1 * c1 / 2 + study.total2 / (2 * nu2 * nu2) + c2 + c2 * c2 / 2
            : 1 / (2 * nu1) + c1 + 1 / (2 * nu2) + c2
        return EffectEstimate(estimate: log(ratio) + (corrects ? correction : 0), variance: variance)
    }
}

/// The log ratio of two standard deviations of the same participants.
///
/// log(s₁/s₂) with variance (1 − r²)/(n − 1). Log scale. Nakagawa et al. 2015, doi:10.1111/2041-210X.12309.
public struct PairedVariabilityRatio: PlainMeasure {
    /// What one study reports.
    public typealias Summary = PairedDeviations
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "VRC", "variability ratio of paired measurements", scale: .log,
        natural: .ratio("variability ratio", of: "the standard deviation")
    ).with {
        $0.groups = .pairs
        $0.pairedForm = .means(PairedVariabilityRatio.self, from: .bothMeans)
    }

    /// Creates the measure.
    public init() {}

    /// One study's log variability ratio.
    public func effect(of study: PairedDeviations) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(
            estimate: log(study.standardDeviation1 / study.standardDeviation2),
            variance: (1 - study.correlation * study.correlation) / (study.total - 1))
    }
}

/// The log ratio of two coefficients of variation of the same participants.
///
/// log((s₁/x̄₁)/(s₂/x̄₂)) − ½(c₁² − c₂²) with variance (1 − r²)/(n − 1) + c₁² + c₂² − 2r c₁c₂, where cᵢ = sᵢ/(√n x̄ᵢ).
/// Log scale. Nakagawa et al. 2015, doi:10.1111/2041-210X.12309.
public struct PairedVariationRatio: CataloguedMeasure, IndependentMeasure {
    /// What one study reports.
    public typealias Summary = PairedMeans
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "CVRC", "coefficient of variation ratio of paired measurements", scale: .log,
        natural: .ratio("coefficient of variation ratio", of: "the coefficient of variation")
    ).with {
        $0.groups = .pairs
        $0.pairedForm = .means(PairedVariationRatio.self, from: .bothMeans)
    }
    private let corrects: Bool

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        _ = try Self.descriptor.variance(options.varianceType)
        corrects = options.biasCorrection ?? true
    }

    /// One study's log ratio.
    public func effect(of study: PairedMeans) throws(EffectExclusion) -> EffectEstimate {
        let ratio = (study.standardDeviation1 / study.mean1) / (study.standardDeviation2 / study.mean2)
        let (c1, c2) = study.relativeErrors
        return EffectEstimate(
            estimate: log(ratio) - (corrects ? (c1 * c1 - c2 * c2) / 2 : 0),
            variance: (1 - study.correlation * study.correlation) / (study.total - 1) + study.logRatioVariance)
    }
}

/// Two groups' standard deviations and sizes.
public struct DeviationComparison: Sendable, Codable, Equatable {
    /// Standard deviation on treatment.
    public var standardDeviation1: Double
    /// Participants on treatment.
    public var total1: Double
    /// Standard deviation on control.
    public var standardDeviation2: Double
    /// Participants on control.
    public var total2: Double

    /// Creates a comparison.
    public init(standardDeviation1: Double, total1: Double, standardDeviation2: Double, total2: Double) {
        self.standardDeviation1 = standardDeviation1
        self.total1 = total1
        self.standardDeviation2 = standardDeviation2
        self.total2 = total2
    }
}

extension DeviationComparison: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { [["sd1", "total1", "sd2", "total2"]] }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        self.init(
            standardDeviation1: try row.nonNegative("sd1"), total1: try row.total("total1"),
            standardDeviation2: try row.nonNegative("sd2"), total2: try row.total("total2"))
    }
}

extension PairedMeans {
    /// The coefficients of variation of the two means.
    var relativeErrors: (Double, Double) {
        let root = total.squareRoot()
        return (standardDeviation1 / (root * mean1), standardDeviation2 / (root * mean2))
    }
    /// The variance of the log ratio of the means, by the delta method.
    var logRatioVariance: Double {
        let (c1, c2) = relativeErrors
        return c1 * c1 + c2 * c2 - 2 * correlation * c1 * c2
    }
}
