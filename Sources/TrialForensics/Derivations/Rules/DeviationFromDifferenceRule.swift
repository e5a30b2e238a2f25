import TrialEvidence
import TrialStatistics

/// The standard deviation of two groups, taken as equal, from the confidence interval of the difference of their means.
public struct DeviationFromDifferenceRule: DerivationRule {
    /// The stable code.
    public let code = "sd-from-difference-ci"
    /// What from what.
    public let summary =
        "Standard deviation of two groups, taken as equal, from the confidence interval of their difference."
    /// What it needs.
    public let needs = ["ci_low", "ci_high", "n", "n_comparator"]
    /// What it takes besides: the level in percent, 95 where it is not stated.
    public let takes = ["ci_level"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.sd: "standard deviation"]

    /// Makes the rule.
    public init() {}

    /// The standard deviation, in the units of the limits.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let interval = PooledDeviationFromTest.Report.interval(
            lower: try inputs.number("ci_low"), upper: try inputs.number("ci_high"), level: try inputs.level())
        return try PooledDeviationFromTest(
            difference: 0, report: interval, total1: inputs.number("n"), total2: inputs.number("n_comparator")
        ).derivation().warning("the standard deviation is taken as equal in both groups")
    }
}
