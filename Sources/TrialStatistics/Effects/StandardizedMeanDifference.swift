/// The difference of two means in pooled standard deviations, corrected for its bias (Hedges' g).
///
/// g = J(m) (x̄₁ − x̄₂)/s with m = n₁ + n₂ − 2. Variances, with ñ = 1/n₁ + 1/n₂ and N = n₁ + n₂:
/// `LS` ñ + g²/(2N); `LS2` J²(ñ + d²/(2N)); `UB` ñ + (1 − (m − 2)/(m J²)) g²; `AV` as `LS` with the average of g
/// weighted by N; `AP` ñ + g²/(2(N − 3.94)) with J ≈ 1 − 3/(4m − 1) in g, as in RevMan (Deeks and Higgins 2010,
/// *Statistical Algorithms in Review Manager 5*). Cohen's d is the same without bias correction, with `LS`.
/// Pooled standard deviation 0 or m ≤ 1: not defined.
/// Hedges 1981, doi:10.3102/10769986006002107; Borenstein 2009; Hedges 1983, doi:10.1037/0033-2909.93.2.388.
public struct StandardizedMeanDifference: CataloguedMeasure, StudywiseMeasure {
    /// What one study reports.
    public typealias Summary = StandardizedComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "SMD", "standardised mean difference", scale: .identity, natural: .difference(of: "the mean"),
        varianceTypes: [.largeSample, .largeSample2, .unbiased, .averaged, .approximate]
    ).with {
        $0.pairedForm = .means(StandardizedChangePooled.self, from: .differenceAndSpread)
        $0.publishedForms = [.standardizedMeanDifference]
        $0.sharedControl = .standardizedMean
        $0.isStandardized = true
        $0.asymmetry = .standardizedMeans
    }
    private var varianceType = VarianceType.largeSample
    private var corrects = true

    /// Creates the measure with the bias corrected and the large-sample variance.
    public init() {}

    /// Creates the measure from options.
    public init(options: EffectOptions) throws(StatisticsError) {
        varianceType = try Self.descriptor.variance(options.varianceType)
        corrects = options.biasCorrection ?? true
    }

    /// The average estimate, weighted by sample size.
    public func context(of studies: [StandardizedComparison]) -> Double {
        guard varianceType == .averaged else { return .nan }
        let weight = studies.reduce(0) { $0 + $1.total1 + $1.total2 }
        return studies.reduce(0) { $0 + ($1.total1 + $1.total2) * estimate($1) } / weight
    }

    private func factor(_ study: StandardizedComparison) -> Double {
        guard corrects else { return 1 }
        let m = study.degreesOfFreedom
        return varianceType == .approximate
            ? approximateSmallSampleCorrection(degreesOfFreedom: m) : smallSampleCorrection(degreesOfFreedom: m)
    }

    private func estimate(_ study: StandardizedComparison) -> Double { factor(study) * study.difference }

    /// One study's standardised mean difference.
    public func effect(
        of study: StandardizedComparison, in average: Double
    ) throws(EffectExclusion) -> EffectEstimate {
        let g = estimate(study)
        let inverse = 1 / study.total1 + 1 / study.total2
        let twice = 2 * (study.total1 + study.total2)
        let variance: Double
        switch varianceType {
        case .largeSample2:
            let j = factor(study)
            variance = j * j * (inverse + study.difference * study.difference / twice)
        case .unbiased:
            let m = study.degreesOfFreedom
            let j = smallSampleCorrection(degreesOfFreedom: m)
            variance = inverse + (1 - (m - 2) / (m * j * j)) * g * g
        case .averaged: variance = inverse + average * average / twice
        case .approximate: variance = inverse + g * g / (twice - 2 * 3.94)
        default: variance = inverse + g * g / twice
        }
        return EffectEstimate(estimate: g, variance: variance)
    }
}
