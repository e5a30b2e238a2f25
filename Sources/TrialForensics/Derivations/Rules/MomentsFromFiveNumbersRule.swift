import TrialEvidence
import TrialStatistics

/// Mean and standard deviation from all five numbers: Luo's mean, Shi's standard deviation.
public struct MomentsFromFiveNumbersRule: DerivationRule {
    /// The stable code.
    public let code = "moments-from-five-numbers"
    /// What from what.
    public let summary =
        "Mean (Luo 2018) and standard deviation (Shi 2020) from median, quartiles, range and n; normal data."
    /// What it needs.
    public let needs = ["median", "q1", "q3", "min", "max", "n"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.mean: "mean", .sd: "standard deviation"]

    /// Makes the rule.
    public init() {}

    /// Mean and standard deviation, in the units of the median; a warning where the summary is skewed.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        try MomentConversion(summary: inputs.fiveNumbers()).derivation()
    }
}
