import TrialEvidence
import TrialStatistics

/// The standard deviation from the confidence interval of a mean, or of a mean difference within persons, with t.
public struct DeviationFromIntervalRule: DerivationRule {
    /// The stable code.
    public let code = "sd-from-ci"
    /// What from what.
    public let summary =
        "Standard deviation from the confidence interval of the mean: root of n times the width over 2 t, n - 1 degrees of freedom."
    /// What it needs.
    public let needs = ["ci_low", "ci_high", "n"]
    /// What it takes besides: the level in percent, 95 where it is not stated; the mean, to look at the symmetry.
    public let takes = ["ci_level", "mean"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.sd: "standard deviation"]

    /// Makes the rule.
    public init() {}

    /// The standard deviation, in the units of the limits.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let (low, high) = (try inputs.number("ci_low"), try inputs.number("ci_high"))
        let derived = try DeviationFromInterval(
            lower: low, upper: high, total: inputs.number("n"), level: inputs.level()
        ).derivation()
        guard inputs["mean"] != nil, high > low else { return derived }
        let asymmetry = abs(try inputs.number("mean") - (low + high) / 2) / ((high - low) / 2)
        guard asymmetry > LogRatioFromIntervalRule.tolerance else { return derived }
        return derived.warning(
            "the limits are not symmetric about the mean; they may be of another scale, such as the logarithmic one")
    }
}
