import TrialEvidence
import TrialStatistics

/// The standard deviation from least and greatest value where the mean is printed and the median is not.
///
/// The range over twice the expected greatest value of n normal numbers (Wan 2014). The Cochrane Handbook, 6.5.2.6, calls
/// a range alone a poor basis, so no analysis does this by itself; it is here for what people record.
public struct DeviationFromRangeRule: DerivationRule {
    /// The stable code.
    public let code = "sd-from-range"
    /// What from what.
    public let summary = "Standard deviation from the range: the range over its expectation in n normal numbers."
    /// What it needs.
    public let needs = ["min", "max", "n"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.sd: "standard deviation"]

    /// Makes the rule.
    public init() {}

    /// The standard deviation, in the units of the range.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let (low, high) = (try inputs.number("min"), try inputs.number("max"))
        // The deviation does not depend on the median; the middle stands for it.
        let summary = FiveNumberSummary(
            median: (low + high) / 2, total: try inputs.number("n"), range: (low, high))
        let derived = try MomentConversion(summary: summary, method: Wan()).derivation()
        return Derivation(
            derived.values.filter { $0.name == "standard deviation" },
            formula: "range / (2 Φ⁻¹((n − 0.375)/(n + 0.25)))",
            inputs: derived.inputs.filter { $0.name != "median" }, reference: derived.reference,
            warnings: ["a range alone is a poor basis for a standard deviation (Cochrane Handbook, chapter 6.5.2.6)"])
    }
}
