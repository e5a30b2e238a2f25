import TrialEvidence
import TrialStatistics

/// The standard error of a printed difference from the exact two-sided p-value.
public struct DifferenceFromPValueRule: DerivationRule {
    /// The stable code.
    public let code = "se-from-p"
    /// What from what.
    public let summary = "Standard error of a difference from the two-sided p-value: the difference over z of p."
    /// What it needs.
    public let needs = ["effect", "p_value"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.se: "standard error"]

    /// Makes the rule.
    public init() {}

    /// Difference, standard error and sampling variance.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        try WaldConversion(
            estimate: inputs.number("effect"), statistic: nil, pValue: inputs.number("p_value")
        ).derivation().warning("the p-value is taken as that of a two-sided Wald test")
    }
}
