import TrialNumerics

/// The probability that a participant on treatment has a higher value than one on control (common language effect
/// size).
///
/// From means and standard deviations A = Φ(δ), δ = (x̄₁ − x̄₂)/√(s₁² + s₂²), with variance by the delta method, the
/// spreads being free (`LS`) or equal (`HO`, δ = d/√2). From a reported `auc` and the totals, the variance of Hanley
/// and McNeil 1982, doi:10.1148/radiology.143.1.7063747, with McGraw and Wong 1992, doi:10.1037/0033-2909.111.2.361. A
/// = 0 or 1: variance 0.
public struct CommonLanguageEffect: CataloguedMeasure, IndependentMeasure {
    /// What one study reports.
    public typealias Summary = SuperioritySummary
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "CLES", "common language effect size", scale: .identity, natural: .superiority,
        varianceTypes: [.largeSample, .homoscedastic]
    ).with {
        $0.boundedForms = ["SMD"]
    }
    private let varianceType: VarianceType

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        varianceType = try Self.descriptor.variance(options.varianceType)
    }

    /// One study's probability.
    public func effect(of study: SuperioritySummary) throws(EffectExclusion) -> EffectEstimate {
        try study.estimate(homoscedastic: varianceType == .homoscedastic)
    }
}

/// The area under the receiver operating characteristic, the same probability by its other name.
///
/// From means and standard deviations A = Φ(δ), δ = (x̄₁ − x̄₂)/√(s₁² + s₂²), with variance by the delta method, the
/// spreads being free (`LS`) or equal (`HO`, δ = d/√2). From a reported `auc` and the totals, the variance of Hanley
/// and McNeil 1982, doi:10.1148/radiology.143.1.7063747, with Newcombe 2006, doi:10.1002/sim.2324. A = 0 or 1: variance
/// 0.
public struct AreaUnderCurve: CataloguedMeasure, IndependentMeasure {
    /// What one study reports.
    public typealias Summary = SuperioritySummary
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "AUC", "area under the curve", scale: .identity, natural: .superiority,
        varianceTypes: [.largeSample, .homoscedastic]
    ).with {
        $0.boundedForms = ["SMD"]
    }
    private let varianceType: VarianceType

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        varianceType = try Self.descriptor.variance(options.varianceType)
    }

    /// One study's probability.
    public func effect(of study: SuperioritySummary) throws(EffectExclusion) -> EffectEstimate {
        try study.estimate(homoscedastic: varianceType == .homoscedastic)
    }
}

/// What a study says about the probability of superiority: two groups' means, or the probability itself.
public enum SuperioritySummary: Sendable, Codable, Equatable {
    /// Means and standard deviations of two groups.
    case means(MeanComparison)
    /// The probability and the sizes of the groups.
    case probability(Double, total1: Double, total2: Double)

    func estimate(homoscedastic: Bool) throws(EffectExclusion) -> EffectEstimate {
        switch self {
        case .means(let study): homoscedastic ? equalSpreads(study) : freeSpreads(study)
        case .probability(let a, let total1, let total2):
            if homoscedastic {
                throw .undefined("a reported probability has no standard deviations to pool")
            } else {
                EffectEstimate(estimate: a, variance: hanleyMcNeil(a, total1, total2))
            }
        }
    }

    private func freeSpreads(_ study: MeanComparison) -> EffectEstimate {
        let (v1, v2) = study.variances
        let sum = v1 + v2
        let delta = (study.mean1 - study.mean2) / sum.squareRoot()
        let spread = (v1 * v1 / (study.total1 - 1) + v2 * v2 / (study.total2 - 1)) / (2 * sum * sum)
        let variance = (study.meanVariance1 + study.meanVariance2) / sum + delta * delta * spread
        return probability(delta, variance)
    }

    private func equalSpreads(_ study: MeanComparison) -> EffectEstimate {
        let comparison = StandardizedComparison(study)
        return probability(comparison.difference / 2.squareRoot(), comparison.largeSampleVariance / 2)
    }

    private func probability(_ delta: Double, _ variance: Double) -> EffectEstimate {
        let normal = NormalDistribution.standard
        let density = normal.density(delta)
        return EffectEstimate(estimate: normal.cumulative(delta), variance: density * density * variance)
    }

    private func hanleyMcNeil(_ a: Double, _ total1: Double, _ total2: Double) -> Double {
        let (first, second) = (a / (2 - a), 2 * a * a / (1 + a))
        let square = a * a
        return (a * (1 - a) + (total1 - 1) * (first - square) + (total2 - 1) * (second - square)) / (total1 * total2)
    }
}

extension SuperioritySummary: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { MeanComparison.columnSets + [["auc", "total1", "total2"]] }

    /// Reads one study's row: the probability where it is given, else the means.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        guard row["auc"] != nil || !row.has("mean1") else {
            self = .means(try MeanComparison(row))
            return
        }
        let a = try row.nonNegative("auc")
        guard a <= 1 else { throw .impossible("auc", "is above 1") }
        self = .probability(
            a, total1: try row.total("total1", atLeast: 1), total2: try row.total("total2", atLeast: 1))
    }
}
