/// The difference of two means in the root of their average variance, for groups that differ in spread.
///
/// g = J(n₁ + n₂ − 2)(x̄₁ − x̄₂)/s with s² = (s₁² + s₂²)/2. Variance Σ sᵢ²/(νᵢ s²) + g² Σ sᵢ⁴/νᵢ / (8s⁴) with νᵢ = nᵢ −
/// 1 (`LS`: Bonett 2008, doi:10.1037/1082-989X.13.2.99; Bonett 2009, doi:10.1037/a0016619) or nᵢ (`LS2`: the same formula
/// without the loss of a degree of freedom per group, which is not Bonett's).
public struct HeteroscedasticStandardizedMeanDifference: CataloguedMeasure, IndependentMeasure {
    /// What one study reports.
    public typealias Summary = MeanComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "SMDH", "standardised mean difference, unequal variances", scale: .identity,
        natural: .difference("standardised mean difference", of: "the mean"),
        varianceTypes: [.largeSample, .largeSample2]
    ).with { $0.isStandardized = true }
    private let varianceType: VarianceType
    private let corrects: Bool

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        varianceType = try Self.descriptor.variance(options.varianceType)
        corrects = options.biasCorrection ?? true
    }

    /// One study's standardised difference.
    public func effect(of study: MeanComparison) throws(EffectExclusion) -> EffectEstimate {
        let (v1, v2) = study.variances
        let average = (v1 + v2) / 2
        let factor = corrects ? smallSampleCorrection(degreesOfFreedom: study.degreesOfFreedom) : 1
        let g = factor * (study.mean1 - study.mean2) / average.squareRoot()
        let lost = varianceType == .largeSample2 ? 0.0 : 1.0
        let (nu1, nu2) = (study.total1 - lost, study.total2 - lost)
        let spread = (v1 * v1 / nu1 + v2 * v2 / nu2) / (8 * average * average)
        return EffectEstimate(estimate: g, variance: (v1 / nu1 + v2 / nu2) / average + g * g * spread)
    }
}

/// The difference of two means in standard deviations of the control group, for groups that differ in spread.
///
/// g as for `SMD1`, variance s₁²/(s₂²(n₁ − 1)) + 1/(n₂ − 1) + g²/(2(n₂ − 1)). Bonett 2008,
/// doi:10.1037/1082-989X.13.2.99.
public struct HeteroscedasticGlassDelta: CataloguedMeasure, IndependentMeasure {
    /// What one study reports.
    public typealias Summary = MeanComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "SMD1H", "mean difference in control standard deviations, unequal variances", scale: .identity,
        natural: .difference("mean difference in control standard deviations", of: "the mean"))
    private let corrects: Bool

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        _ = try Self.descriptor.variance(options.varianceType)
        corrects = options.biasCorrection ?? true
    }

    /// One study's standardised difference.
    public func effect(of study: MeanComparison) throws(EffectExclusion) -> EffectEstimate {
        let (v1, v2) = study.variances
        let (nu1, nu2) = (study.total1 - 1, study.total2 - 1)
        let g =
            (study.mean1 - study.mean2) / study.standardDeviation2
            * (corrects ? smallSampleCorrection(degreesOfFreedom: nu2) : 1)
        return EffectEstimate(estimate: g, variance: v1 / (v2 * nu1) + 1 / nu2 + g * g / (2 * nu2))
    }
}

extension MeanComparison {
    /// The two groups' variances.
    var variances: (Double, Double) {
        (standardDeviation1 * standardDeviation1, standardDeviation2 * standardDeviation2)
    }
}
