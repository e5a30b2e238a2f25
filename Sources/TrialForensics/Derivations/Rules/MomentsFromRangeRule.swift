import TrialEvidence
import TrialStatistics

/// Mean and standard deviation from median, least and greatest value: Luo's mean, Wan's standard deviation.
///
/// The Cochrane Handbook, 6.5.2.6, warns of ranges: they are outliers by their nature and grow with n.
public struct MomentsFromRangeRule: DerivationRule {
    /// The stable code.
    public let code = "moments-from-range"
    /// What from what.
    public let summary = "Mean (Luo 2018) and standard deviation (Wan 2014) from median, range and n; normal data."
    /// What it needs.
    public let needs = ["median", "min", "max", "n"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.mean: "mean", .sd: "standard deviation"]

    /// Makes the rule.
    public init() {}

    /// Mean and standard deviation, in the units of the median; warnings about the range and about skewness.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        try MomentConversion(summary: inputs.fiveNumbers()).derivation()
            .warning("a range is a poor basis for a standard deviation (Cochrane Handbook, chapter 6.5.2.6)")
    }
}
