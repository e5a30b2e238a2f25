import TrialEvidence
import TrialStatistics

/// The correlation of two measurements of the same persons from their standard deviations and that of the difference.
public struct CorrelationRule: DerivationRule {
    /// The stable code.
    public let code = "correlation-from-sds"
    /// What from what.
    public let summary =
        "Correlation of two measurements of the same persons from their standard deviations and that of the difference."
    /// What it needs.
    public let needs = ["sd", "sd_comparator", "sd_difference"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.correlation: "correlation"]

    /// Makes the rule.
    public init() {}

    /// The correlation; deviations that no correlation can join are an error.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        try CorrelationFromChange(
            baseline: inputs.number("sd"), final: inputs.number("sd_comparator"),
            change: inputs.number("sd_difference")
        ).derivation()
    }
}
