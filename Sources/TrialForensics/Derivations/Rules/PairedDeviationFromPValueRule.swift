import TrialEvidence
import TrialNumerics
import TrialStatistics

/// The standard deviation of the differences within persons from their mean and the p-value of the paired t test.
public struct PairedDeviationFromPValueRule: DerivationRule {
    /// The stable code.
    public let code = "paired-sd-from-p"
    /// What from what.
    public let summary =
        "Standard deviation of the differences within persons from their mean, the paired t test's p-value and n."
    /// What it needs.
    public let needs = ["mean", "p_value", "n"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.sd: "standard deviation"]

    /// Makes the rule.
    public init() {}

    /// The standard deviation of the differences, in the units of their mean.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let (p, total) = (try inputs.number("p_value"), try inputs.number("n"))
        guard p > 0, p < 1 else { throw DerivationError("p_value must lie between 0 and 1") }
        guard total >= 2 else { throw DerivationError("n must be at least 2") }
        let t = StudentTDistribution(degreesOfFreedom: total - 1).upperQuantile(p / 2)
        return try inputs.pairedDeviation(
            t: t, formula: "|mean| √n / t(p), n − 1 degrees of freedom", input: "p-value of the paired test", value: p
        ).warning("the p-value is taken as that of a two-sided paired t test")
    }
}
