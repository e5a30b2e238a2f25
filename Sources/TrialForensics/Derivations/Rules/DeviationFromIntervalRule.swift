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
    /// What it takes besides: the level in percent, 95 where it is not stated.
    public let takes = ["ci_level"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.sd: "standard deviation"]

    /// Makes the rule.
    public init() {}

    /// The standard deviation, in the units of the limits.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        try DeviationFromInterval(
            lower: inputs.number("ci_low"), upper: inputs.number("ci_high"), total: inputs.number("n"),
            level: inputs.level()
        ).derivation()
    }
}
