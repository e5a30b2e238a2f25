import Glibc
import TrialNumerics

/// The log-likelihood of one study with its derivatives, at an effect θ and a level μ.
struct LikelihoodPoint {
    var value: Double
    var effect: Double
    var level = 0.0
    var effectEffect: Double
    var effectLevel = 0.0
    var levelLevel = 0.0
}

/// The log-likelihood of one study's counts given its effect θ (and, where the model has one, its level μ).
protocol StudyLikelihood: Sendable {
    /// The value and the first and second derivatives; constants of the data included.
    func point(effect: Double, level: Double) -> LikelihoodPoint
    /// The largest value over all θ and μ.
    var saturated: Double { get }
    /// The effect where a likelihood of θ alone is largest, with its curvature; nil at the edge of the support.
    var ownEstimate: EffectEstimate? { get }
}

/// How the two groups share the effect: group 1 has μ + first · θ, group 2 has μ + second · θ.
public struct GroupCoding: Sendable, Equatable {
    /// The multiplier of group 1.
    public let first: Double
    /// The multiplier of group 2.
    public let second: Double

    /// ±½: the heterogeneity is shared by both groups.
    public static let symmetric = GroupCoding(first: 0.5, second: -0.5)
    /// 1 and 0: the heterogeneity belongs to group 1.
    public static let treatment = GroupCoding(first: 1, second: 0)
    /// 0 and −1: the heterogeneity belongs to group 2.
    public static let control = GroupCoding(first: 0, second: -1)
}

/// Two binomial groups with a common level.
struct BinomialPair: StudyLikelihood {
    let table: BinaryComparison
    let coding: GroupCoding
    private let masses: (BinomialLogMass, BinomialLogMass)

    init(_ table: BinaryComparison, coding: GroupCoding) {
        self.table = table
        self.coding = coding
        masses = (
            BinomialLogMass(events: table.events1, of: table.total1),
            BinomialLogMass(events: table.events2, of: table.total2)
        )
    }

    func point(effect: Double, level: Double) -> LikelihoodPoint {
        let eta1 = level + coding.first * effect
        let eta2 = level + coding.second * effect
        let (p1, p2, q1, q2) = (inverseLogit(eta1), inverseLogit(eta2), inverseLogit(-eta1), inverseLogit(-eta2))
        let (r1, r2) = (table.events1 - table.total1 * p1, table.events2 - table.total2 * p2)
        let (v1, v2) = (table.total1 * p1 * q1, table.total2 * p2 * q2)
        return LikelihoodPoint(
            value: masses.0.at(p1, q1) + masses.1.at(p2, q2),
            effect: coding.first * r1 + coding.second * r2, level: r1 + r2,
            effectEffect: -(coding.first * coding.first * v1 + coding.second * coding.second * v2),
            effectLevel: -(coding.first * v1 + coding.second * v2), levelLevel: -(v1 + v2))
    }

    var saturated: Double { masses.0.largest + masses.1.largest }

    var ownEstimate: EffectEstimate? { MantelHaenszelOddsRatio().effect(of: table) }
}

/// Two Poisson groups with a common level.
struct PoissonPair: StudyLikelihood {
    let study: CountComparison
    let coding: GroupCoding
    private let masses: (PoissonLogMass, PoissonLogMass)

    init(_ study: CountComparison, coding: GroupCoding) {
        self.study = study
        self.coding = coding
        masses = (PoissonLogMass(count: study.count1), PoissonLogMass(count: study.count2))
    }

    func point(effect: Double, level: Double) -> LikelihoodPoint {
        let eta1 = level + coding.first * effect
        let eta2 = level + coding.second * effect
        let (v1, v2) = (study.time1 * exp(eta1), study.time2 * exp(eta2))
        let (r1, r2) = (study.count1 - v1, study.count2 - v2)
        return LikelihoodPoint(
            value: masses.0.at(v1) + masses.1.at(v2),
            effect: coding.first * r1 + coding.second * r2, level: r1 + r2,
            effectEffect: -(coding.first * coding.first * v1 + coding.second * coding.second * v2),
            effectLevel: -(coding.first * v1 + coding.second * v2), levelLevel: -(v1 + v2))
    }

    var saturated: Double { masses.0.largest + masses.1.largest }
    var ownEstimate: EffectEstimate? { MantelHaenszelRateRatio().effect(of: study) }
}

/// Events of group 1 given all margins: Fisher's non-central hypergeometric distribution.
struct ConditionalTable: StudyLikelihood {
    let events: Double
    let distribution: NoncentralHypergeometricDistribution

    init(_ table: BinaryComparison) {
        events = table.events1
        distribution = NoncentralHypergeometricDistribution(
            group1: table.total1, group2: table.total2, events: table.events1 + table.events2)
    }

    func point(effect: Double, level: Double) -> LikelihoodPoint {
        let mass = distribution.mass(of: Int(saturating: events), logOddsRatio: effect)
        return LikelihoodPoint(value: mass.logMass, effect: events - mass.mean, effectEffect: -mass.variance)
    }

    private var isAtEdge: Bool {
        Int(saturating: events) == distribution.lowest || Int(saturating: events) == distribution.highest
    }

    var saturated: Double { ownEstimate.map { point(effect: $0.estimate, level: 0).value } ?? 0 }

    var ownEstimate: EffectEstimate? {
        guard !isAtEdge else { return nil }
        var effect = 0.0
        for _ in 0..<100 {
            let here = point(effect: effect, level: 0)
            let step = min(2, max(-2, -here.effect / here.effectEffect))
            effect += step
            if abs(step) < 1e-13 * (1 + abs(effect)) { break }
        }
        return EffectEstimate(estimate: effect, variance: -1 / point(effect: effect, level: 0).effectEffect)
    }
}

/// A binomial count whose log-odds is θ plus an offset.
struct BinomialCount: StudyLikelihood {
    let events: Double
    let total: Double
    let offset: Double
    private let mass: BinomialLogMass

    init(events: Double, total: Double, offset: Double = 0) {
        self.events = events
        self.total = total
        self.offset = offset
        mass = BinomialLogMass(events: events, of: total)
    }

    func point(effect: Double, level: Double) -> LikelihoodPoint {
        let eta = effect + offset
        let (p, q) = (inverseLogit(eta), inverseLogit(-eta))
        return LikelihoodPoint(value: mass.at(p, q), effect: events - total * p, effectEffect: -total * p * q)
    }

    var saturated: Double { mass.largest }

    var ownEstimate: EffectEstimate? {
        guard events > 0, events < total else { return nil }
        return EffectEstimate(
            estimate: log(events / (total - events)) - offset, variance: 1 / events + 1 / (total - events))
    }
}

/// A Poisson count whose log-rate is θ.
struct PoissonCount: StudyLikelihood {
    let count: Double
    let time: Double
    private let mass: PoissonLogMass

    init(_ group: CountGroup) {
        count = group.count
        time = group.time
        mass = PoissonLogMass(count: count)
    }

    func point(effect: Double, level: Double) -> LikelihoodPoint {
        let expected = time * exp(effect)
        return LikelihoodPoint(value: mass.at(expected), effect: count - expected, effectEffect: -expected)
    }

    var saturated: Double { mass.largest }

    var ownEstimate: EffectEstimate? {
        count > 0 ? EffectEstimate(estimate: log(count / time), variance: 1 / count) : nil
    }
}
