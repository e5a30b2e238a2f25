import TrialEvidence
import TrialStatistics

/// The standard deviation of two groups, taken as equal, from the exact two-sided p-value of the t test between them.
public struct DeviationFromPValueRule: DerivationRule {
    /// The stable code.
    public let code = "sd-from-p"
    /// What from what.
    public let summary =
        "Standard deviation of two groups, taken as equal, from the two-sided p-value of the t test between them."
    /// What it needs.
    public let needs = ["mean", "mean_comparator", "p_value", "n", "n_comparator"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.sd: "standard deviation"]

    /// Makes the rule.
    public init() {}

    /// The standard deviation, in the units of the means.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        try inputs.pooledDeviation(.pValue(inputs.number("p_value")))
    }
}
