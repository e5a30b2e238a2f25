import TrialEvidence
import TrialStatistics

/// The limits of a difference from its standard error.
public struct LimitsFromErrorRule: DerivationRule {
    /// The stable code.
    public let code = "limits-from-se"
    /// What from what.
    public let summary = "Limits of a difference from its standard error: estimate ± z SE."
    /// What it needs.
    public let needs = ["effect", "se"]
    /// What it takes besides: the level in percent, 95 where it is not stated.
    public let takes = ["ci_level"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.ciLow: "lower limit", .ciHigh: "upper limit"]

    /// Makes the rule.
    public init() {}

    /// The difference with its limits.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let limits = try inputs.normalLimits(estimate: "effect", error: "se", scale: .identity)
        return Derivation(
            limits.named("difference"), formula: "estimate ± z SE", inputs: limits.inputs,
            reference: "Cochrane Handbook, chapter 6.3.1")
    }
}
