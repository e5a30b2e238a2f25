import Glibc

/// The log risk ratio of two groups.
///
/// log(p₁/p₂) with variance 1/e₁ − 1/n₁ + 1/e₂ − 1/n₂ (Katz et al. 1978, doi:10.2307/2530610). Log scale.
///
/// *Edge cases*: a study with a zero cell gets ½ in each cell unless the rule says otherwise; without an addition a
/// group without events has no estimate (`not-defined`).
public struct RiskRatio: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = BinaryComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "RR", "risk ratio", scale: .log, natural: .ratio(of: "the risk")
    ).with {
        $0.pairedForm = .table(PairedRiskRatio.self)
        $0.publishedForms = [.riskRatio]
        $0.sharedControl = .logRisk
        $0.asymmetry = .riskRatios
        $0.riskRelation = .ratioOfRisks
        $0.mantelHaenszel = MantelHaenszelRiskRatio()
    }
    /// What to do about zero cells.
    public var zeroCells = ZeroCellRule.onlyZero

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's log risk ratio.
    public func effect(of study: BinaryComparison) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(
            estimate: log(study.events1 / study.total1) - log(study.events2 / study.total2),
            variance: 1 / study.events1 - 1 / study.total1 + 1 / study.events2 - 1 / study.total2)
    }
}

/// The log odds ratio of two groups.
///
/// log(ad/bc) with variance 1/a + 1/b + 1/c + 1/d (Woolf 1955, doi:10.1111/j.1469-1809.1955.tb01348.x). Log scale.
///
/// *Edge cases*: a study with a zero cell gets ½ in each cell unless the rule says otherwise (Haldane 1956, Gart 1966);
/// without an addition it has no estimate (`not-defined`). With few events use `BinaryComparisonPanel`.
public struct OddsRatio: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = BinaryComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "OR", "odds ratio", scale: .log, natural: .ratio(of: "the odds")
    ).with {
        $0.pairedForm = .table(PairedMarginalOddsRatio.self)
        $0.publishedForms = [.oddsRatio]
        $0.sharedControl = .logOdds
        $0.asymmetry = .oddsRatios
        $0.riskRelation = .ratioOfOdds
        $0.mantelHaenszel = MantelHaenszelOddsRatio()
    }
    /// What to do about zero cells.
    public var zeroCells = ZeroCellRule.onlyZero

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's log odds ratio.
    public func effect(of study: BinaryComparison) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(estimate: study.logOddsRatio, variance: study.logOddsRatioVariance)
    }
}

extension BinaryComparison {
    /// log(ad/bc).
    var logOddsRatio: Double { log(events1 / nonEvents1) - log(events2 / nonEvents2) }
    /// 1/a + 1/b + 1/c + 1/d.
    var logOddsRatioVariance: Double { 1 / events1 + 1 / nonEvents1 + 1 / events2 + 1 / nonEvents2 }
    /// The proportion with the event on treatment.
    var risk1: Double { events1 / total1 }
    /// The proportion with the event on control.
    var risk2: Double { events2 / total2 }
}

/// The risk difference of two groups.
///
/// p₁ − p₂ with variance Σ pq/n (`LS`), Σ pq/(n − 1) (`UB`), or Σ p̄q̄/n with the groups' proportions over all studies
/// (`AV`; Berkey et al. 1995, doi:10.1002/sim.4780140406). A study whose groups are both all-or-none has variance 0
/// unless a zero-cell rule applies.
public struct RiskDifference: CataloguedMeasure, ZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = BinaryComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "RD", "risk difference", scale: .identity, natural: .difference(of: "the risk", within: -1...1),
        varianceTypes: [.largeSample, .unbiased, .averaged]
    ).with {
        $0.boundedForms = ["RR", "OR"]
        $0.pairedForm = .table(PairedRiskDifference.self)
        $0.publishedForms = [.riskDifference]
        $0.sharedControl = .risk
        $0.riskRelation = .differenceOfRisks
        $0.mantelHaenszel = MantelHaenszelRiskDifference()
    }
    /// What to do about zero cells.
    public var zeroCells = ZeroCellRule.onlyZero
    private var varianceType = VarianceType.largeSample

    /// Creates the measure with a zero-cell rule and the large-sample variance.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// Creates the measure from options.
    public init(options: EffectOptions) throws(StatisticsError) {
        varianceType = try Self.descriptor.variance(options.varianceType)
        zeroCells = options.zeroCells ?? .onlyZero
    }

    /// The groups' proportions over all studies.
    public func context(of studies: [BinaryComparison]) -> BinaryComparison {
        studies.reduce(into: BinaryComparison(events1: 0, total1: 0, events2: 0, total2: 0)) { sum, study in
            sum.events1 += study.events1
            sum.total1 += study.total1
            sum.events2 += study.events2
            sum.total2 += study.total2
        }
    }

    /// One study's risk difference.
    public func effect(
        of study: BinaryComparison, in pooled: BinaryComparison
    ) throws(EffectExclusion) -> EffectEstimate {
        let source = varianceType == .averaged ? pooled : study
        let lost = varianceType == .unbiased ? 1.0 : 0.0
        let (p, q) = (source.risk1, source.risk2)
        return EffectEstimate(
            estimate: study.risk1 - study.risk2,
            variance: p * (1 - p) / (study.total1 - lost) + q * (1 - q) / (study.total2 - lost))
    }
}
