import TrialEvidence
import TrialStatistics

/// The standard error of a printed difference from its limits, with a look at their symmetry.
public struct DifferenceFromIntervalRule: DerivationRule {
    /// The stable code.
    public let code = "se-from-ci"
    /// What from what.
    public let summary =
        "Standard error of a difference from its limits: the width over 2 z, or 2 t where both sizes are given."
    /// What it needs.
    public let needs = ["effect", "ci_low", "ci_high"]
    /// What it takes besides: the level in percent, 95 where it is not stated; for a difference of means the participants of
    /// both groups, whose n₁ + n₂ − 2 degrees of freedom make it t in place of z.
    public let takes = ["ci_level", "n", "n_comparator"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.se: "standard error"]

    /// Makes the rule.
    public init() {}

    /// Difference, standard error and sampling variance; a warning where the limits are not symmetric.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let (effect, low, high) = (
            try inputs.number("effect"), try inputs.number("ci_low"), try inputs.number("ci_high")
        )
        var conversion = try WaldConversion(estimate: effect, lower: low, upper: high, level: inputs.level())
        conversion.degreesOfFreedom = try inputs.degreesOfFreedom()
        let derived = try conversion.derivation()
        guard high > low else { throw DerivationError("the confidence interval has no width") }
        let asymmetry = abs(effect - (low + high) / 2) / ((high - low) / 2)
        guard asymmetry <= 1 else { throw DerivationError("effect lies outside its confidence interval") }
        guard asymmetry > LogRatioFromIntervalRule.tolerance else { return derived }
        return derived.warning("the interval is not symmetric about the difference; check it, or its level")
    }
}

extension DerivationInputs {
    /// The degrees of freedom of two independent groups, n + n_comparator − 2; nil where no sizes are given.
    func degreesOfFreedom() throws(DerivationError) -> Double? {
        guard self["n"] != nil || self["n_comparator"] != nil else { return nil }
        guard self["n"] != nil, self["n_comparator"] != nil else {
            throw DerivationError("give n and n_comparator both, or neither")
        }
        let (first, second) = (try number("n"), try number("n_comparator"))
        guard first >= 1, second >= 1, first + second > 2 else {
            throw DerivationError("n and n_comparator must be at least 1, and more than 2 together")
        }
        return first + second - 2
    }
}
