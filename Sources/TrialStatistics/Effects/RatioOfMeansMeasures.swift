import Glibc

/// The log ratio of two means (the log response ratio).
///
/// log(x̄₁/x̄₂) + ½(c₁² − c₂²), where cᵢ² = sᵢ²/(nᵢ x̄ᵢ²); the second term corrects the bias (Lajeunesse 2015,
/// doi:10.1890/14-2402.1). Variance c₁² + c₂² (`LS`); with the pooled variance (`HO`); with the groups' average
/// coefficients of variation over the studies, weighted by size (`AV`; Doncaster and Spake 2018,
/// doi:10.1111/2041-210X.12927); with one average for both groups (`AVHO`). Means of unlike sign, or zero: not defined.
/// Log scale. Hedges, Gurevitch and Curtis 1999, doi:10.1890/0012-9658(1999)080[1150:TMAORR]2.0.CO;2.
public struct RatioOfMeans: CataloguedMeasure, StudywiseMeasure {
    /// What one study reports.
    public typealias Summary = MeanComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "ROM", "ratio of means", scale: .log, natural: .ratio(of: "the mean"),
        varianceTypes: [.largeSample, .homoscedastic, .averaged, .averagedHomoscedastic]
    ).with {
        $0.pairedForm = .means(PairedRatioOfMeans.self, from: .bothMeans)
        $0.publishedForms = [.ratioOfMeans]
        $0.sharedControl = .logMean
    }
    private let varianceType: VarianceType
    private let corrects: Bool

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        varianceType = try Self.descriptor.variance(options.varianceType)
        corrects = options.biasCorrection ?? true
    }

    /// The average coefficients of variation.
    public func context(of studies: [MeanComparison]) -> AverageVariation {
        AverageVariation(studies)
    }

    /// One study's log ratio of means.
    public func effect(of study: MeanComparison, in average: AverageVariation) throws(EffectExclusion) -> EffectEstimate
    {
        let (c1, c2) = study.relativeVariances
        let correction = corrects ? (c1 - c2) / 2 : 0
        return EffectEstimate(
            estimate: log(study.mean1 / study.mean2) + correction, variance: variance(study, average))
    }

    private func variance(_ study: MeanComparison, _ average: AverageVariation) -> Double {
        switch varianceType {
        case .homoscedastic:
            let pooled = study.pooledVariance
            return pooled / (study.total1 * study.mean1 * study.mean1)
                + pooled / (study.total2 * study.mean2 * study.mean2)
        case .averaged:
            return average.first * average.first / study.total1 + average.second * average.second / study.total2
        case .averagedHomoscedastic: return average.both * average.both * study.inverseTotals
        default: return study.relativeVariances.0 + study.relativeVariances.1
        }
    }
}

/// The average coefficients of variation of two groups over the studies, weighted by sample size.
public struct AverageVariation: Sendable, Equatable {
    /// Of the treatment groups.
    public let first: Double
    /// Of the control groups.
    public let second: Double
    /// Of both.
    public let both: Double

    init(_ studies: [MeanComparison]) {
        let size1 = studies.reduce(0) { $0 + $1.total1 }
        let size2 = studies.reduce(0) { $0 + $1.total2 }
        let sum1 = studies.reduce(0) { $0 + $1.total1 * $1.standardDeviation1 / $1.mean1 }
        let sum2 = studies.reduce(0) { $0 + $1.total2 * $1.standardDeviation2 / $1.mean2 }
        first = sum1 / size1
        second = sum2 / size2
        both = (sum1 + sum2) / (size1 + size2)
    }
}

extension MeanComparison {
    /// The squared coefficients of variation of the two means.
    var relativeVariances: (Double, Double) {
        (meanVariance1 / (mean1 * mean1), meanVariance2 / (mean2 * mean2))
    }
}
