import Glibc
import TrialNumerics

/// A way to write a generalised linear mixed model for studies' counts.
public protocol MixedModelFormulation<Summary>: Sendable {
    /// What a study reports.
    associatedtype Summary: RareEventSummary

    /// A stable word, such as `conditional-exact`.
    var code: String { get }
    /// The name in full.
    var name: String { get }
    /// The scale of the effect θ.
    var scale: EffectScale { get }
    /// Whether θ compares two groups, so that θ = 0 is worth testing.
    var comparesGroups: Bool { get }
    /// The likelihood of the studies that say something about θ, or why it has no maximum.
    func problem(_ studies: [Summary]) -> MixedModelProblem
}

extension MixedModelFormulation {
    /// True; models of single groups say otherwise.
    public var comparesGroups: Bool { true }
}

/// The likelihood of a set of studies, ready to be maximised.
public struct MixedModelProblem: Sendable {
    /// Positions of the studies that enter the likelihood.
    public let kept: [Int]
    /// Why the intercept-only likelihood has no finite maximum, if so.
    public let obstacle: RareEventReason?
    /// Counts that enter the likelihood (two per study without conditioning).
    public let observations: Int
    /// Whether studies without events took part.
    public let usedDoubleZero: Bool

    let likelihoods: [any StudyLikelihood]
    /// The likelihoods with the level of the control, for a model with random levels and a free effect per study.
    var controlLikelihoods: [any StudyLikelihood] = []
    let levels: Levels
    let startEffect: Double
    let startLevels: [Double]
    /// Estimates with ½ in each cell where one is zero, for the typical sampling variance behind I².
    let approximations: [EffectEstimate]

    /// What the model says about the levels μ of the studies.
    enum Levels: Sendable {
        case absent
        case fixed
        case random(correlated: Bool, coding: GroupCoding)
    }
}

/// Counts of two groups that a mixed model can compare.
public protocol PairedCounts: CorrectableSummary {
    /// The scale of the effect; logarithmic.
    static var effectName: String { get }
    /// `or` or `irr`.
    static var effectCode: String { get }
    /// Whether the counts are whole numbers.
    var isWhole: Bool { get }
    /// The study as the conditional likelihood of group 1's events given all events.
    var isOneSided: OneSidedness { get }
    /// The estimate of this study alone; nil with a zero cell.
    var ownEffect: EffectEstimate? { get }
    /// log-odds or log-rate of both groups together, with ½ against zeros.
    var crudeLevel: Double { get }
    /// The log-likelihood with a level, as an opaque value.
    func unconditional(_ coding: GroupCoding) -> PairLikelihood
    /// The log-likelihood given the margins.
    var conditional: PairLikelihood { get }
}

/// Where the conditional likelihood of one study is largest.
public enum OneSidedness: Sendable {
    /// At a finite effect.
    case inside
    /// At −∞.
    case lowest
    /// At +∞.
    case highest
}

/// The log-likelihood of one study, sealed.
public struct PairLikelihood: Sendable {
    let likelihood: any StudyLikelihood
}

extension BinaryComparison: PairedCounts {
    /// `odds ratio`.
    public static var effectName: String { "odds ratio" }
    /// `or`.
    public static var effectCode: String { "or" }
    /// At the edge where the events of group 1 are as few, or as many, as the margins allow.
    public var isOneSided: OneSidedness {
        if events1 == max(0, events1 + events2 - total2) { return .lowest }
        return events1 == min(total1, events1 + events2) ? .highest : .inside
    }
    /// The log odds ratio.
    public var ownEffect: EffectEstimate? { MantelHaenszelOddsRatio().effect(of: self) }
    /// log-odds of an event.
    public var crudeLevel: Double { log((events1 + events2 + 0.5) / (nonEvents1 + nonEvents2 + 0.5)) }
    /// Two binomial counts.
    public func unconditional(_ coding: GroupCoding) -> PairLikelihood {
        PairLikelihood(likelihood: BinomialPair(self, coding: coding))
    }
    /// Fisher's non-central hypergeometric distribution.
    public var conditional: PairLikelihood { PairLikelihood(likelihood: ConditionalTable(self)) }
}

extension CountComparison: PairedCounts {
    /// `incidence rate ratio`.
    public static var effectName: String { "incidence rate ratio" }
    /// `irr`.
    public static var effectCode: String { "irr" }
    /// At the edge where one group has no event.
    public var isOneSided: OneSidedness { count1 == 0 ? .lowest : count2 == 0 ? .highest : .inside }
    /// The log rate ratio.
    public var ownEffect: EffectEstimate? { MantelHaenszelRateRatio().effect(of: self) }
    /// log-rate of events.
    public var crudeLevel: Double { log((count1 + count2 + 0.5) / (time1 + time2)) }
    /// Two Poisson counts.
    public func unconditional(_ coding: GroupCoding) -> PairLikelihood {
        PairLikelihood(likelihood: PoissonPair(self, coding: coding))
    }
    /// A binomial count given the total.
    public var conditional: PairLikelihood {
        PairLikelihood(
            likelihood: BinomialCount(events: count1, total: count1 + count2, offset: log(time1 / time2)))
    }
}

/// The parts of a problem that all comparisons of two groups share.
func pairedProblem<S: PairedCounts>(
    _ studies: [S], keepsAll: Bool, levels: MixedModelProblem.Levels, perStudyCounts: Int,
    likelihood: (S) -> PairLikelihood
) -> MixedModelProblem {
    let kept = studies.indices.filter { keepsAll || studies[$0].informsRatio }
    let used = kept.map { studies[$0] }
    let effects = used.compactMap { ($0.hasZeroCell ? $0.adding(0.5) : $0).ownEffect }
    let weights = effects.reduce(0) { $0 + 1 / $1.variance }
    return MixedModelProblem(
        kept: kept, obstacle: pairedObstacle(used), observations: perStudyCounts * kept.count,
        usedDoubleZero: used.contains { !$0.informsRatio }, likelihoods: used.map { likelihood($0).likelihood },
        levels: levels,
        startEffect: weights > 0 ? effects.reduce(0) { $0 + $1.estimate / $1.variance } / weights : 0,
        startLevels: used.map(\.crudeLevel), approximations: effects)
}

/// Why a common effect of the informative studies is not finite, if so.
func pairedObstacle(_ studies: [some PairedCounts]) -> RareEventReason? {
    let informative = studies.filter(\.informsRatio)
    guard !informative.isEmpty else { return .noEvents }
    let sides = informative.map(\.isOneSided)
    if sides.allSatisfy({ $0 == .lowest }) { return .noneOnTreatment }
    return sides.allSatisfy { $0 == .highest } ? .noneOnControl : nil
}

/// The unconditional model with one fixed level per study and random effects (`UM.FS`).
///
/// logit pᵢⱼ (or log rate) = μᵢ ± (θ + uᵢ) / 2 with uᵢ ~ N(0, τ²). Jackson et al. 2018, doi:10.1002/sim.7588, model 4.
/// Studies without events carry no information about θ and leave.
public struct FixedStudyLevels<Summary: PairedCounts>: MixedModelFormulation {
    /// How the groups share the heterogeneity.
    public let coding: GroupCoding

    /// Creates the formulation.
    public init(coding: GroupCoding = .symmetric) { self.coding = coding }

    /// `glmm-fixed-levels-…`.
    public var code: String { "glmm-fixed-levels-\(Summary.effectCode)" }
    /// The name in full.
    public var name: String { "mixed model with fixed study levels, \(Summary.effectName)" }
    /// Logarithmic.
    public var scale: EffectScale { .log }

    /// The likelihood of the informative studies.
    public func problem(_ studies: [Summary]) -> MixedModelProblem {
        pairedProblem(studies, keepsAll: false, levels: .fixed, perStudyCounts: 2) { $0.unconditional(coding) }
    }
}

/// The unconditional model with random levels of the studies and random effects (`UM.RS`).
///
/// logit pᵢⱼ (or log rate) = μ + sᵢ ± uᵢ / 2, plus θ on treatment, with sᵢ ~ N(0, σ²) and uᵢ ~ N(0, τ²), independent
/// or correlated.
/// Jackson et al. 2018, doi:10.1002/sim.7588, models 5 to 7; Turner et al. 2000, Stat Med 19:3417, for the
/// idea. The random levels let double-zero studies say something; they stay only if asked.
public struct RandomStudyLevels<Summary: PairedCounts>: MixedModelFormulation {
    /// How the groups share the heterogeneity.
    public let coding: GroupCoding
    /// Whether the random levels and effects are correlated.
    public let correlated: Bool
    /// Whether studies without events in both groups take part.
    public let keepsDoubleZero: Bool

    /// Creates the formulation.
    public init(coding: GroupCoding = .symmetric, correlated: Bool = false, keepsDoubleZero: Bool = false) {
        self.coding = coding
        self.correlated = correlated
        self.keepsDoubleZero = keepsDoubleZero
    }

    /// `glmm-random-levels-…`.
    public var code: String { "glmm-random-levels-\(Summary.effectCode)" }
    /// The name in full.
    public var name: String { "mixed model with random study levels, \(Summary.effectName)" }
    /// Logarithmic.
    public var scale: EffectScale { .log }

    /// The likelihood of the informative studies, or of all.
    public func problem(_ studies: [Summary]) -> MixedModelProblem {
        var problem = pairedProblem(
            studies, keepsAll: keepsDoubleZero, levels: .random(correlated: correlated, coding: coding),
            perStudyCounts: 2
        ) { $0.unconditional(coding) }
        problem.controlLikelihoods = problem.kept.map { studies[$0].unconditional(.treatment).likelihood }
        return problem
    }
}

/// The conditional model with the exact likelihood given the margins (`CM.EL`).
///
/// Events of group 1 given all events: non-central hypergeometric for tables, binomial for rates, with log ratio
/// θ + uᵢ. Stijnen, Hamza and Özdemir 2010, doi:10.1002/sim.4040. Needs whole counts.
public struct ConditionalExact<Summary: PairedCounts>: MixedModelFormulation {
    /// Creates the formulation.
    public init() {}

    /// `glmm-conditional-exact-…`.
    public var code: String { "glmm-conditional-exact-\(Summary.effectCode)" }
    /// The name in full.
    public var name: String { "conditional mixed model, exact likelihood, \(Summary.effectName)" }
    /// Logarithmic.
    public var scale: EffectScale { .log }

    /// The conditional likelihood of the informative studies.
    public func problem(_ studies: [Summary]) -> MixedModelProblem {
        let obstacle: RareEventReason? =
            !studies.allSatisfy(\.isWhole)
            ? .wholeCounts : studies.contains(where: \.hasEnormousCount) ? .tooManyEvents : nil
        if let obstacle {
            return MixedModelProblem(
                kept: [], obstacle: obstacle, observations: 0, usedDoubleZero: false, likelihoods: [],
                levels: .absent, startEffect: 0, startLevels: [], approximations: [])
        }
        return pairedProblem(studies, keepsAll: false, levels: .absent, perStudyCounts: 1) { $0.conditional }
    }
}

/// The conditional model with the binomial approximation for rare events (`CM.AL`).
///
/// Events of group 1 given all events ~ binomial with log-odds log(n₁ / n₂) + θ + uᵢ; Stijnen, Hamza and Özdemir 2010,
/// doi:10.1002/sim.4040. The exact likelihood costs milliseconds: this one is for comparison with older analyses.
public struct ConditionalApproximate: MixedModelFormulation {
    /// Creates the formulation.
    public init() {}

    /// `glmm-conditional-approximate-or`.
    public var code: String { "glmm-conditional-approximate-or" }
    /// The name in full.
    public var name: String { "conditional mixed model, approximate likelihood, odds ratio" }
    /// Logarithmic.
    public var scale: EffectScale { .log }

    /// The binomial likelihood of the informative studies; here an arm without events is what has no maximum.
    public func problem(_ studies: [BinaryComparison]) -> MixedModelProblem {
        pairedProblem(studies.map { $0.asRates }, of: studies)
    }

    private func pairedProblem(_ rates: [CountComparison], of studies: [BinaryComparison]) -> MixedModelProblem {
        let base = FixedStudyLevels<BinaryComparison>().problem(studies)
        return MixedModelProblem(
            kept: base.kept, obstacle: pairedObstacle(base.kept.map { rates[$0] }), observations: base.kept.count,
            usedDoubleZero: false, likelihoods: base.kept.map { rates[$0].conditional.likelihood }, levels: .absent,
            startEffect: base.startEffect, startLevels: [], approximations: base.approximations)
    }
}

extension BinaryComparison {
    /// Events over participants, as if participants were exposure.
    var asRates: CountComparison {
        CountComparison(count1: events1, time1: total1, count2: events2, time2: total2)
    }
}
