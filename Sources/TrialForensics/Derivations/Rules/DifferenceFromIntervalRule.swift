import TrialEvidence
import TrialStatistics

/// The standard error of a printed difference from its limits, with a look at their symmetry.
public struct DifferenceFromIntervalRule: DerivationRule {
    /// The stable code.
    public let code = "se-from-ci"
    /// What from what.
    public let summary = "Standard error of a difference from its limits: the width over 2 z."
    /// What it needs.
    public let needs = ["effect", "ci_low", "ci_high"]
    /// What it takes besides: the level in percent, 95 where it is not stated.
    public let takes = ["ci_level"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.se: "standard error"]

    /// Makes the rule.
    public init() {}

    /// Difference, standard error and sampling variance; a warning where the limits are not symmetric.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let (effect, low, high) = (
            try inputs.number("effect"), try inputs.number("ci_low"), try inputs.number("ci_high")
        )
        let derived = try WaldConversion(estimate: effect, lower: low, upper: high, level: inputs.level()).derivation()
        guard high > low else { throw DerivationError("the confidence interval has no width") }
        let asymmetry = abs(effect - (low + high) / 2) / ((high - low) / 2)
        guard asymmetry <= 1 else { throw DerivationError("effect lies outside its confidence interval") }
        guard asymmetry > LogRatioFromIntervalRule.tolerance else { return derived }
        return derived.warning("the interval is not symmetric about the difference; check it, or its level")
    }
}
