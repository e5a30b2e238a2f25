import Glibc

/// A study of counts that a zero-cell rule can correct.
public protocol CorrectableSummary: RareEventSummary, CellTable {}

extension CellTable {
    /// Whether the study says anything about a ratio.
    var informsRatio: Bool { !isUninformative }
}

extension BinaryComparison: CorrectableSummary {}
extension CountComparison: CorrectableSummary {}

/// An effect measure that can be pooled by Mantel–Haenszel weights.
public protocol MantelHaenszelMeasure<Summary>: Sendable {
    /// What a study reports.
    associatedtype Summary: CorrectableSummary

    /// The field's short code, such as `OR`.
    var code: String { get }
    /// The name in full.
    var name: String { get }
    /// The scale of analysis.
    var scale: EffectScale { get }

    /// The pooled effect with its variance on the scale of analysis; nil where a sum that it divides by is zero.
    func pooled(_ studies: [Summary]) -> EffectEstimate?
    /// One study's effect on the same scale; nil where it is not finite.
    func effect(of study: Summary) -> EffectEstimate?
    /// The Mantel–Haenszel weight of one study.
    func weight(of study: Summary) -> Double
    /// The test of association, where the measure has one.
    func association(_ studies: [Summary], continuityCorrection: Bool) -> AssociationTests?
    /// The tests of a common odds ratio, where the measure has them.
    func homogeneity(_ studies: [Summary], pooled: Double) -> HomogeneityTests?
    /// The same measure with the variance that Review Manager 5 gives the pooled effect.
    var asInReviewManager: Self { get }
}

extension MantelHaenszelMeasure {
    /// No test of association.
    public func association(_ studies: [Summary], continuityCorrection: Bool) -> AssociationTests? { nil }
    /// No test of homogeneity beyond Q.
    public func homogeneity(_ studies: [Summary], pooled: Double) -> HomogeneityTests? { nil }
    /// The measure as it is.
    public var asInReviewManager: Self { self }
}

/// Neumaier's compensated sum, so that the order of studies does not matter.
func compensatedSum(_ values: some Sequence<Double>) -> Double {
    var total = 0.0
    var lost = 0.0
    for value in values {
        let next = total + value
        lost += abs(total) >= abs(value) ? (total - next) + value : (value - next) + total
        total = next
    }
    return total + lost
}
