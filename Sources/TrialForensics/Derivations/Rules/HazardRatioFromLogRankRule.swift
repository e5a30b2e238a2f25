import Glibc
import TrialEvidence
import TrialStatistics

/// The hazard ratio from observed minus expected events and their variance in a log-rank test.
public struct HazardRatioFromLogRankRule: DerivationRule {
    /// The stable code.
    public let code = "hazard-ratio-from-log-rank"
    /// What from what.
    public let summary = "Hazard ratio from a log-rank test: observed minus expected events over their variance."
    /// What it needs.
    public let needs = ["observed_minus_expected", "variance"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.effect: "hazard ratio"]

    /// Makes the rule.
    public init() {}

    /// Log hazard ratio, standard error, sampling variance, and the hazard ratio.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let derived = try HazardRatioConversion(
            .logRank(
                observedMinusExpected: inputs.number("observed_minus_expected"), variance: inputs.number("variance"))
        ).derivation()
        return Derivation(
            derived.values + [.init("hazard ratio", exp(derived.value))], formula: derived.formula,
            inputs: derived.inputs, reference: derived.reference)
    }
}
