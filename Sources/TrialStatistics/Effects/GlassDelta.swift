/// The difference of two means in standard deviations of the control group (Glass' Δ).
///
/// g = J(n₂ − 1)(x̄₁ − x̄₂)/s₂. Variance 1/n₁ + 1/n₂ + g²/(2n₂) (`LS`), or with m = n₂ − 1 the unbiased
/// 1/n₁ + 1/n₂ + (1 − (m − 2)/(m J²)) g² (`UB`), or 1/n₁ + 1/n₂ + g²/(2(n₂ − 1)) with J ≈ 1 − 3/(4m − 1) (`AP`). Glass 1976, doi:10.3102/0013189X005010003; Hedges 1981,
/// doi:10.3102/10769986006002107.
public struct GlassDelta: CataloguedMeasure, IndependentMeasure {
    /// What one study reports.
    public typealias Summary = GlassComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "SMD1", "mean difference in control standard deviations", scale: .identity,
        natural: .difference(of: "the mean"),
        varianceTypes: [.largeSample, .unbiased, .approximate])
    private let varianceType: VarianceType
    private let corrects: Bool

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        varianceType = try Self.descriptor.variance(options.varianceType)
        corrects = options.biasCorrection ?? true
    }

    /// One study's standardised difference.
    public func effect(of study: GlassComparison) throws(EffectExclusion) -> EffectEstimate {
        let degrees = study.total2 - 1
        let exact = smallSampleCorrection(degreesOfFreedom: degrees)
        let factor = varianceType == .approximate ? approximateSmallSampleCorrection(degreesOfFreedom: degrees) : exact
        let g = study.difference / study.standardDeviation * (corrects ? factor : 1)
        let share =
            switch varianceType {
            case .unbiased: 1 - (degrees - 2) / (degrees * exact * exact)
            case .approximate: 1 / (2 * degrees)
            default: 1 / (2 * study.total2)
            }
        return EffectEstimate(estimate: g, variance: 1 / study.total1 + 1 / study.total2 + share * g * g)
    }
}

/// The difference of two means with the standard deviation of the control group alone.
public struct GlassComparison: Sendable, Codable, Equatable {
    /// Mean on treatment − mean on control.
    public var difference: Double
    /// Standard deviation on control.
    public var standardDeviation: Double
    /// Participants on treatment.
    public var total1: Double
    /// Participants on control.
    public var total2: Double

    /// Creates a comparison.
    public init(difference: Double, standardDeviation: Double, total1: Double, total2: Double) {
        self.difference = difference
        self.standardDeviation = standardDeviation
        self.total1 = total1
        self.total2 = total2
    }
}

extension GlassComparison: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { [["mean1", "total1", "mean2", "sd2", "total2"]] }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        self.init(
            difference: try row.value("mean1") - row.value("mean2"), standardDeviation: try row.nonNegative("sd2"),
            total1: try row.total("total1", atLeast: 1), total2: try row.total("total2"))
    }
}
