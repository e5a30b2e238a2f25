import TrialEvidence
import TrialStatistics

/// The logarithm of a printed ratio and its standard error from the limits, with a look at their symmetry.
public struct LogRatioFromIntervalRule: DerivationRule {
    /// How far off the middle of its limits, in half-widths, an estimate may be without a warning.
    static let tolerance = 0.2

    /// The stable code.
    public let code = "log-ratio-from-ci"
    /// What from what.
    public let summary = "Log of a ratio and its standard error from the limits: (log upper - log lower) over 2 z."
    /// What it needs.
    public let needs = ["effect", "ci_low", "ci_high"]
    /// What it takes besides: the level in percent, 95 where it is not stated.
    public let takes = ["ci_level"]
    /// What it fills: nothing; logarithms have no cell.
    public let fills: [OutcomeCell: String] = [:]

    /// Makes the rule.
    public init() {}

    /// Log ratio, standard error, sampling variance and asymmetry; a warning where the limits are not symmetric.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        try RatioConversion(
            ratio: inputs.number("effect"), lower: inputs.number("ci_low"), upper: inputs.number("ci_high"),
            level: inputs.level(), tolerance: Self.tolerance
        ).derivation()
    }
}
