import TrialEvidence
import TrialStatistics

/// The standard deviation from the standard error of a mean, or of a mean difference within persons: SE · √n.
public struct DeviationFromErrorRule: DerivationRule {
    /// The stable code.
    public let code = "sd-from-se"
    /// What from what.
    public let summary = "Standard deviation from the standard error of the mean: SE times the root of n."
    /// What it needs.
    public let needs = ["se", "n"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.sd: "standard deviation"]

    /// Makes the rule.
    public init() {}

    /// The standard deviation, in the units of the standard error.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        try DeviationFromStandardError(standardError: inputs.number("se"), total: inputs.number("n")).derivation()
    }
}
