import TrialEvidence
import TrialStatistics

/// Mean and standard deviation from median and quartiles: Luo's mean, Wan's standard deviation.
///
/// The house default of the three summaries. The Cochrane Handbook, 6.5.2.5, has the interquartile range over 1.35, which
/// this nears as n grows. Other methods of TrialStatistics are Wan's mean, quantile matching, Box–Cox and the log-normal.
public struct MomentsFromQuartilesRule: DerivationRule {
    /// The stable code.
    public let code = "moments-from-quartiles"
    /// What from what.
    public let summary = "Mean (Luo 2018) and standard deviation (Wan 2014) from median, quartiles and n; normal data."
    /// What it needs.
    public let needs = ["median", "q1", "q3", "n"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.mean: "mean", .sd: "standard deviation"]

    /// Makes the rule.
    public init() {}

    /// Mean and standard deviation, in the units of the median; a warning where the summary is skewed.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        try MomentConversion(summary: inputs.fiveNumbers()).derivation()
    }
}
