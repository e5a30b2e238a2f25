extension MeanComparison {
    /// Degrees of freedom of the pooled standard deviation.
    var degreesOfFreedom: Double { total1 + total2 - 2 }
    /// The pooled variance of the two groups.
    var pooledVariance: Double {
        let squares1 = (total1 - 1) * standardDeviation1 * standardDeviation1
        let squares2 = (total2 - 1) * standardDeviation2 * standardDeviation2
        return (squares1 + squares2) / degreesOfFreedom
    }
    /// 1/n₁ + 1/n₂.
    var inverseTotals: Double { 1 / total1 + 1 / total2 }
    /// The squared standard error of the mean on treatment.
    var meanVariance1: Double { standardDeviation1 * standardDeviation1 / total1 }
    /// The squared standard error of the mean on control.
    var meanVariance2: Double { standardDeviation2 * standardDeviation2 / total2 }
}

/// The difference of two means.
///
/// x̄₁ − x̄₂ with variance s₁²/n₁ + s₂²/n₂ (`LS`), or s²(1/n₁ + 1/n₂) with the pooled variance s² (`HO`). In the units
/// of the instrument, so all studies must use the same one.
///
/// *Edge cases*: two standard deviations of 0 give variance 0, which no model takes.
public struct MeanDifference: CataloguedMeasure, IndependentMeasure {
    /// What one study reports.
    public typealias Summary = MeanComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "MD", "mean difference", scale: .identity, natural: .difference(of: "the mean"),
        varianceTypes: [.largeSample, .homoscedastic]
    ).with {
        $0.pairedForm = .means(MeanChange.self, from: .differences)
        $0.publishedForms = [.meanDifference, .adjustedCoefficient]
        $0.sharedControl = .mean
    }
    private var varianceType = VarianceType.largeSample

    /// Creates the measure with unequal variances.
    public init() {}

    /// Creates the measure from options.
    public init(options: EffectOptions) throws(StatisticsError) {
        varianceType = try Self.descriptor.variance(options.varianceType)
    }

    /// One study's mean difference.
    public func effect(of study: MeanComparison) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(
            estimate: study.mean1 - study.mean2,
            variance: varianceType == .homoscedastic
                ? study.pooledVariance * study.inverseTotals : study.meanVariance1 + study.meanVariance2)
    }
}
