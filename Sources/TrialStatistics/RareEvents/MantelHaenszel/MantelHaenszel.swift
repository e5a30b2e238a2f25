import Glibc
import TrialNumerics

/// Which studies of a Mantel–Haenszel analysis get an increment in each cell before the sums are taken.
public enum SumCorrection: String, Sendable, Codable, CaseIterable {
    /// None: the sums use the counts as they are, which works as long as both sums are positive.
    case uncorrected
    /// ½ in each cell of a study with a zero cell; studies without events in both groups stay.
    case zeroCells = "zero-cells"
    /// RevMan: drop studies with no or only events in both groups, then ½ in each cell of a study with a zero cell.
    case revMan = "revman"
}

/// Heterogeneity around a pooled effect by Cochran's Q.
public struct CochranHeterogeneity: Sendable, Codable, Equatable {
    /// Q with its degrees of freedom and p-value.
    public let test: ChiSquaredTest
    /// Percent of the variation beyond chance, max(0, (Q − df) / Q).
    public let I2: Double
    /// Q / df; may be below 1.
    public let H2: Double
    /// Studies that have an estimate.
    public let estimableStudies: Int
    /// Log-likelihood of the common-effect model with normal study estimates.
    public let logLikelihood: Double
    /// −2 log-likelihood above the saturated model.
    public let deviance: Double

    init(_ effects: [EffectEstimate], around pooled: Double) {
        let q = squares(effects, around: pooled)
        self.init(effects, q: q, deviance: q)
    }

    init(_ effects: [EffectEstimate], q: Double, deviance: Double) {
        let k = effects.count
        test = ChiSquaredTest(statistic: q, degreesOfFreedom: Double(max(0, k - 1)))
        I2 = k > 1 && q > 0 ? max(0, 100 * (q - Double(k - 1)) / q) : 0
        H2 = k > 1 ? q / Double(k - 1) : 1
        estimableStudies = k
        self.deviance = deviance
        logLikelihood = effects.reduce(-0.5 * deviance) { $0 - 0.5 * log(2 * .pi * $1.variance) }
    }
}

/// Σ (estimate − centre)² / variance.
func squares(_ effects: [EffectEstimate], around centre: Double) -> Double {
    compensatedSum(effects.lazy.map { ($0.estimate - centre) * ($0.estimate - centre) / $0.variance })
}

/// A Mantel–Haenszel analysis in full.
public struct MantelHaenszelResult: Sendable, Codable, Equatable {
    /// The pooled effect with limits and test.
    public let pooled: RareEventEstimate
    /// Q around it, over the studies with an estimate.
    public let heterogeneity: CochranHeterogeneity
    /// Tests of no association, for odds ratios and rate ratios.
    public let association: AssociationTests?
    /// Tests of a common odds ratio, for odds ratios.
    public let homogeneity: HomogeneityTests?
    /// Studies given.
    public let studies: Int
    /// Percent weight of each study in the pooled sums, in the order given.
    public let weights: [Double]
}

/// Mantel–Haenszel pooling of a measure.
///
/// Mantel and Haenszel 1959, doi:10.1093/jnci/22.4.719. Without correction the sums use double-zero studies where the
/// measure lets them say something: in differences, not in ratios. Q uses each study's own estimate with ½ in each cell
/// where one is zero, and leaves out studies without events (or with nothing but events) in both groups.
public struct MantelHaenszel<Measure: MantelHaenszelMeasure>: RareEventMethod {
    /// The effect measure.
    public let measure: Measure
    /// The rule for zero cells in the sums.
    public let correction: SumCorrection
    /// Whether the tests of association subtract ½ from the difference.
    public let continuityCorrection: Bool

    /// Creates the method for a measure.
    public init(_ measure: Measure, correction: SumCorrection = .uncorrected, continuityCorrection: Bool = true) {
        self.measure = measure
        self.correction = correction
        self.continuityCorrection = continuityCorrection
    }

    /// `mantel-haenszel-` and the measure's code in lower case, with the rule when it is not the usual one.
    public var code: String {
        "mantel-haenszel-\(measure.code.lowercased())" + (correction == .uncorrected ? "" : "-\(correction.rawValue)")
    }

    /// The name in full.
    public var name: String {
        "Mantel–Haenszel \(measure.name)" + (correction == .uncorrected ? "" : ", ½ in zero cells")
    }

    /// The pooled effect, or that a sum is zero.
    public func answer(for studies: [Measure.Summary], level: Double) -> RareEventAnswer {
        switch analyse(studies, level: level) {
        case .success(let result): .estimate(result.pooled)
        case .failure(let reason): .none(reason)
        }
    }

    /// The whole analysis of checked studies.
    public func analyse(
        _ studies: [Measure.Summary], level: Double = 0.95
    ) -> Result<MantelHaenszelResult, RareEventReason> {
        let tables = corrected(studies)
        guard let pooled = measure.pooled(tables) else { return .failure(reason(tables, of: studies)) }
        guard pooled.variance > 0 else { return .failure(zeroVariance(studies)) }
        let effects = estimable(studies).compactMap { measure.effect(of: $0) }
        let weights = studies.map { study in contribution(study).map { measure.weight(of: $0) } ?? 0 }
        let total = compensatedSum(weights)
        let usesDoubleZero = measure.scale == .identity && correction != .revMan || correction == .zeroCells
        let usedDoubleZero = usesDoubleZero && studies.contains { $0.isExtreme }
        return .success(
            MantelHaenszelResult(
                pooled: .wald(pooled, level: level, scale: measure.scale, usedDoubleZero: usedDoubleZero),
                heterogeneity: CochranHeterogeneity(effects, around: pooled.estimate),
                association: measure.association(tables, continuityCorrection: continuityCorrection),
                homogeneity: measure.homogeneity(tables, pooled: pooled.estimate),
                studies: studies.count,
                weights: weights.map { 100 * $0 / total }))
    }

    /// The studies as they enter the sums.
    func corrected(_ studies: [Measure.Summary]) -> [Measure.Summary] { studies.compactMap(contribution) }

    private func contribution(_ study: Measure.Summary) -> Measure.Summary? {
        if correction == .revMan && !study.informsRatio { return nil }
        return correction != .uncorrected && study.hasZeroCell ? study.adding(0.5) : study
    }

    /// The studies as they enter Q.
    private func estimable(_ studies: [Measure.Summary]) -> [Measure.Summary] {
        studies.filter { correction == .zeroCells || $0.informsRatio }.map {
            $0.hasZeroCell ? $0.adding(0.5) : $0
        }
    }

    private func reason(_ tables: [Measure.Summary], of studies: [Measure.Summary]) -> RareEventReason {
        guard tables.contains(where: { $0.informsRatio }) else { return .nothingCompares(studies) }
        return RareEventReason(
            "one-sum-zero",
            "one of the two sums of the ratio is zero (an arm without events): use an exact or penalised method")
    }

    /// The sums give an effect, but one that nothing varies around.
    private func zeroVariance(_ studies: [Measure.Summary]) -> RareEventReason {
        if studies.allSatisfy(\.hasNoEvent) {
            return RareEventReason("zero-variance", "no event in any study: the variance of the difference is zero")
        }
        if studies.allSatisfy(\.hasOnlyEvents) {
            return RareEventReason(
                "only-events",
                "every participant of every study has the event: the pooled effect is 0 with a standard error of 0; give the one-arm lower limits"
            )
        }
        return RareEventReason(
            "zero-variance",
            "every group has either no event or nothing but events: the variance of the pooled effect is zero; use an exact or penalised method"
        )
    }
}
