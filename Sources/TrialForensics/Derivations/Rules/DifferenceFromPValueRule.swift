import TrialEvidence
import TrialStatistics

/// The standard error of a printed difference from the exact two-sided p-value.
public struct DifferenceFromPValueRule: DerivationRule {
    /// The stable code.
    public let code = "se-from-p"
    /// What from what.
    public let summary =
        "Standard error of a difference from the two-sided p-value: the difference over z of p, or t where both sizes are given."
    /// What it needs.
    public let needs = ["effect", "p_value"]
    /// What it takes besides: for a difference of means the participants of both groups, whose n₁ + n₂ − 2 degrees of freedom
    /// make it t in place of z.
    public let takes = ["n", "n_comparator"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.se: "standard error"]

    /// Makes the rule.
    public init() {}

    /// Difference, standard error and sampling variance.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        var conversion = try WaldConversion(
            estimate: inputs.number("effect"), statistic: nil, pValue: inputs.number("p_value"))
        conversion.degreesOfFreedom = try inputs.degreesOfFreedom()
        let test = conversion.degreesOfFreedom == nil ? "Wald test" : "t test"
        return try conversion.derivation().warning("the p-value is taken as that of a two-sided \(test)")
    }
}
