import TrialEvidence
import TrialStatistics

/// The standard deviation of a change from those at baseline and at the end and the correlation between them.
public struct ChangeDeviationRule: DerivationRule {
    /// The stable code.
    public let code = "change-sd"
    /// What from what.
    public let summary =
        "Standard deviation of a change from those at baseline and at the end and their correlation r."
    /// What it needs.
    public let needs = ["sd_baseline", "sd_final", "correlation"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.sd: "standard deviation of the change"]

    /// Makes the rule.
    public init() {}

    /// The standard deviation of the change, in the units of the two.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        try ChangeDeviation(
            baseline: inputs.number("sd_baseline"), final: inputs.number("sd_final"),
            correlation: inputs.number("correlation")
        ).derivation()
    }
}
