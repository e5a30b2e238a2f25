import Glibc

/// The average proportion over all studies, Σ events / Σ participants.
func averageProportion(_ studies: [BinaryGroup]) -> Double {
    studies.reduce(0) { $0 + $1.events } / studies.reduce(0) { $0 + $1.total }
}

extension BinaryGroup {
    /// The proportion with the event.
    var proportion: Double { events / total }
}

/// The proportion of one group, as it is.
///
/// p with variance pq/n (`LS`), pq/(n − 1) (`UB`), or p̄q̄/n with the proportion over all studies (`AV`).
///
/// *Edge cases*: at p = 0 and 1 ½ is added to both cells unless the rule says otherwise; limits can leave 0…1.
public struct RawProportion: CataloguedMeasure, ZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = BinaryGroup
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "PR", "proportion", scale: .identity, natural: .proportion,
        varianceTypes: [.largeSample, .unbiased, .averaged]
    ).with {
        $0.boundedForms = ["PLO", "PAS"]
    }
    /// What to do about zero cells.
    public var zeroCells = ZeroCellRule.onlyZero
    private var varianceType = VarianceType.largeSample

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        varianceType = try Self.descriptor.variance(options.varianceType)
        zeroCells = options.zeroCells ?? .onlyZero
    }

    /// The proportion over all studies.
    public func context(of studies: [BinaryGroup]) -> Double { averageProportion(studies) }

    /// One study's proportion.
    public func effect(of study: BinaryGroup, in average: Double) throws(EffectExclusion) -> EffectEstimate {
        let p = varianceType == .averaged ? average : study.proportion
        return EffectEstimate(
            estimate: study.proportion,
            variance: p * (1 - p) / (varianceType == .unbiased ? study.total - 1 : study.total))
    }
}

/// The logarithm of the proportion of one group.
///
/// log p with variance 1/e − 1/n (`LS`), or the same at the proportion over all studies (`AV`). Log scale.
///
/// *Edge cases*: at p = 0 and 1 ½ is added to both cells unless the rule says otherwise; natural limits can exceed 1.
public struct LogProportion: CataloguedMeasure, ZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = BinaryGroup
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "PLN", "log proportion", scale: .log, natural: .proportion,
        varianceTypes: [.largeSample, .averaged]
    ).with {
        $0.boundedForms = ["PLO", "PAS"]
    }
    /// What to do about zero cells.
    public var zeroCells = ZeroCellRule.onlyZero
    private var varianceType = VarianceType.largeSample

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        varianceType = try Self.descriptor.variance(options.varianceType)
        zeroCells = options.zeroCells ?? .onlyZero
    }

    /// The proportion over all studies.
    public func context(of studies: [BinaryGroup]) -> Double { averageProportion(studies) }

    /// One study's log proportion.
    public func effect(of study: BinaryGroup, in average: Double) throws(EffectExclusion) -> EffectEstimate {
        let p = varianceType == .averaged ? average : study.proportion
        return EffectEstimate(
            estimate: log(study.proportion), variance: 1 / (study.total * p) - 1 / study.total)
    }
}

/// The log odds of the proportion of one group.
///
/// log(p/q) with variance 1/e + 1/(n − e) (`LS`), or the same at the proportion over all studies (`AV`). Logit scale.
///
/// *Edge cases*: at p = 0 and 1 ½ is added to both cells unless the rule says otherwise; with few events use
/// `ProportionPanel`.
public struct LogitProportion: CataloguedMeasure, ZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = BinaryGroup
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "PLO", "log odds", scale: .logit, natural: .proportion,
        varianceTypes: [.largeSample, .averaged])
    /// What to do about zero cells.
    public var zeroCells = ZeroCellRule.onlyZero
    private var varianceType = VarianceType.largeSample

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        varianceType = try Self.descriptor.variance(options.varianceType)
        zeroCells = options.zeroCells ?? .onlyZero
    }

    /// The proportion over all studies.
    public func context(of studies: [BinaryGroup]) -> Double { averageProportion(studies) }

    /// One study's log odds.
    public func effect(of study: BinaryGroup, in average: Double) throws(EffectExclusion) -> EffectEstimate {
        let events = varianceType == .averaged ? study.total * average : study.events
        return EffectEstimate(
            estimate: log(study.events / (study.total - study.events)),
            variance: 1 / events + 1 / (study.total - events))
    }
}
