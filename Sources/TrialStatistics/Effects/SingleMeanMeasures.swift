import Glibc

/// The mean of one group.
///
/// x̄ with variance s²/n (`LS`), or with the variance pooled over the studies (`HO`). In the units of the instrument.
public struct SingleMean: CataloguedMeasure, StudywiseMeasure {
    /// What one study reports.
    public typealias Summary = MeanGroup
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "MN", "mean", scale: .identity, natural: .mean(),
        varianceTypes: [.largeSample, .homoscedastic])
    private let varianceType: VarianceType

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        varianceType = try Self.descriptor.variance(options.varianceType)
    }

    /// The variance pooled over the studies.
    public func context(of studies: [MeanGroup]) -> Double {
        let squares = studies.reduce(0) { $0 + ($1.total - 1) * $1.standardDeviation * $1.standardDeviation }
        return squares / studies.reduce(0) { $0 + $1.total - 1 }
    }

    /// One study's mean.
    public func effect(of study: MeanGroup, in pooledVariance: Double) throws(EffectExclusion) -> EffectEstimate {
        let spread =
            varianceType == .homoscedastic ? pooledVariance : study.standardDeviation * study.standardDeviation
        return EffectEstimate(estimate: study.mean, variance: spread / study.total)
    }
}

/// The mean of one group in standard deviations.
///
/// g = J(n − 1) x̄/s with variance 1/n + g²/(2n). A standard deviation of 0: not defined. Hedges 1981,
/// doi:10.3102/10769986006002107, for J.
public struct StandardizedMean: CataloguedMeasure, IndependentMeasure {
    /// What one study reports.
    public typealias Summary = MeanGroup
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "SMN", "standardised mean", scale: .identity, natural: .mean("standardised mean"))
    private let corrects: Bool

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        _ = try Self.descriptor.variance(options.varianceType)
        corrects = options.biasCorrection ?? true
    }

    /// One study's standardised mean.
    public func effect(of study: MeanGroup) throws(EffectExclusion) -> EffectEstimate {
        let factor = corrects ? smallSampleCorrection(degreesOfFreedom: study.total - 1) : 1
        let g = factor * study.mean / study.standardDeviation
        return EffectEstimate(estimate: g, variance: (1 + g * g / 2) / study.total)
    }
}

/// The logarithm of the mean of one group.
///
/// log x̄ with variance s²/(n x̄²) by the delta method. A mean that is not above 0: not defined. Log scale.
public struct LogMean: PlainMeasure {
    /// What one study reports.
    public typealias Summary = MeanGroup
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "MNLN", "log mean", scale: .log, natural: .mean("mean", from: 0))

    /// Creates the measure.
    public init() {}

    /// One study's log mean.
    public func effect(of study: MeanGroup) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(estimate: log(study.mean), variance: study.relativeVariance)
    }
}

/// The logarithm of the coefficient of variation of one group.
///
/// log(s/x̄) + 1/(2(n − 1)) with variance 1/(2(n − 1)) + s²/(n x̄²). Log scale. Nakagawa et al. 2015,
/// doi:10.1111/2041-210X.12309.
public struct LogVariation: CataloguedMeasure, IndependentMeasure {
    /// What one study reports.
    public typealias Summary = MeanGroup
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "CVLN", "log coefficient of variation", scale: .log,
        natural: .spread("coefficient of variation", of: "the coefficient of variation"))
    private let corrects: Bool

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        _ = try Self.descriptor.variance(options.varianceType)
        corrects = options.biasCorrection ?? true
    }

    /// One study's log coefficient of variation.
    public func effect(of study: MeanGroup) throws(EffectExclusion) -> EffectEstimate {
        let half = 1 / (2 * (study.total - 1))
        return EffectEstimate(
            estimate: log(study.standardDeviation / study.mean) + (corrects ? half : 0),
            variance: half + study.relativeVariance)
    }
}

/// The logarithm of the standard deviation of one group.
///
/// log s + 1/(2(n − 1)) with variance 1/(2(n − 1)). Log scale. Raudenbush and Bryk 1987,
/// doi:10.3102/10769986012003241.
public struct LogDeviation: CataloguedMeasure, IndependentMeasure {
    /// What one study reports.
    public typealias Summary = DeviationGroup
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "SDLN", "log standard deviation", scale: .log,
        natural: .spread("standard deviation", of: "the standard deviation"))
    private let corrects: Bool

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        _ = try Self.descriptor.variance(options.varianceType)
        corrects = options.biasCorrection ?? true
    }

    /// One study's log standard deviation.
    public func effect(of study: DeviationGroup) throws(EffectExclusion) -> EffectEstimate {
        let half = 1 / (2 * (study.total - 1))
        return EffectEstimate(
            estimate: log(study.standardDeviation) + (corrects ? half : 0), variance: half)
    }
}

/// The standard deviation of one group.
public struct DeviationGroup: Sendable, Codable, Equatable {
    /// Standard deviation.
    public var standardDeviation: Double
    /// Participants.
    public var total: Double

    /// Creates a group.
    public init(standardDeviation: Double, total: Double) {
        self.standardDeviation = standardDeviation
        self.total = total
    }
}

extension DeviationGroup: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { [["sd", "total"]] }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        self.init(standardDeviation: try row.nonNegative("sd"), total: try row.total("total"))
    }
}

extension MeanGroup {
    /// The squared coefficient of variation of the mean.
    fileprivate var relativeVariance: Double {
        standardDeviation * standardDeviation / (total * mean * mean)
    }
}
