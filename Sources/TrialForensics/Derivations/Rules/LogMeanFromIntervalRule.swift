import TrialEvidence
import TrialStatistics

/// The logarithm of a mean count and its standard error from the mean and limits that are symmetric on the log scale.
public struct LogMeanFromIntervalRule: DerivationRule {
    /// The stable code.
    public let code = "log-mean-from-ci"
    /// What from what.
    public let summary =
        "Log of a mean count and its standard error from the limits: (log upper - log lower) over 2 z."
    /// What it needs.
    public let needs = ["mean", "ci_low", "ci_high"]
    /// What it takes besides: the level in percent, 95 where it is not stated.
    public let takes = ["ci_level"]
    /// What it fills: nothing; logarithms have no cell.
    public let fills: [OutcomeCell: String] = [:]

    /// Makes the rule.
    public init() {}

    /// Log mean, standard error, sampling variance and asymmetry; a warning where the limits are not symmetric.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let derived = try RatioConversion(
            ratio: inputs.number("mean"), lower: inputs.number("ci_low"), upper: inputs.number("ci_high"),
            level: inputs.level(), tolerance: LogRatioFromIntervalRule.tolerance
        ).derivation()
        func renamed(_ quantities: [Derivation.Quantity], _ name: String) -> [Derivation.Quantity] {
            [.init(name, quantities[0].value)] + quantities.dropFirst()
        }
        return Derivation(
            renamed(derived.values, "log mean"), formula: derived.formula, inputs: renamed(derived.inputs, "mean"),
            reference: derived.reference, warnings: derived.warnings)
    }
}
