import Glibc
import TrialStatistics

/// The log ratio of the proportions that stay free of the event.
///
/// log((1 − p₁)/(1 − p₂)) with variance 1/f₁ − 1/n₁ + 1/f₂ − 1/n₂, where f are the participants without the event: the
/// log risk ratio of Katz et al. 1978, doi:10.2307/2530610, for the complement of the event. Log scale.
///
/// *Edge cases*: a study with a zero cell gets ½ in each cell unless the rule says otherwise; without an addition a group
/// in which all had the event has no estimate.
public struct EventFreeRatio: PlainZeroCellMeasure {
    /// Events and totals of two groups.
    public typealias Summary = BinaryComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "EFR", "event-free ratio", scale: .log, natural: .ratio(of: "the proportion without the event")
    )
    /// What to do about zero cells.
    public let zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's log ratio.
    public func effect(of study: BinaryComparison) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(
            estimate: log(study.nonEvents1 / study.total1) - log(study.nonEvents2 / study.total2),
            variance: 1 / study.nonEvents1 - 1 / study.total1 + 1 / study.nonEvents2 - 1 / study.total2)
    }
}
