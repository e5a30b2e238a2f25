import TrialEvidence
import TrialStatistics

/// The logarithm of a printed ratio and its standard error from the exact two-sided p-value.
public struct LogRatioFromPValueRule: DerivationRule {
    /// The stable code.
    public let code = "log-ratio-from-p"
    /// What from what.
    public let summary = "Log of a ratio and its standard error from the two-sided p-value: log ratio over z of p."
    /// What it needs.
    public let needs = ["effect", "p_value"]
    /// What it fills: nothing; logarithms have no cell.
    public let fills: [OutcomeCell: String] = [:]

    /// Makes the rule.
    public init() {}

    /// Log ratio, standard error and sampling variance.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let derived = try WaldConversion(
            estimate: inputs.number("effect"), statistic: nil, pValue: inputs.number("p_value"), isRatio: true
        ).derivation()
        return Derivation(
            [.init("log ratio", derived.value)] + derived.values.dropFirst(), formula: derived.formula,
            inputs: derived.inputs, reference: derived.reference,
            warnings: ["the p-value is taken as that of a two-sided Wald test"])
    }
}
