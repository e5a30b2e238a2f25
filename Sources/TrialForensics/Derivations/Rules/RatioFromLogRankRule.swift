import Glibc
import TrialEvidence
import TrialStatistics

/// The hazard ratio, or Peto's odds ratio, from observed minus expected events and their variance: exp((O − E)/V).
public struct RatioFromLogRankRule: DerivationRule {
    /// The stable code.
    public let code = "ratio-from-log-rank"
    /// What from what.
    public let summary =
        "Hazard ratio or Peto's odds ratio: exponential of observed minus expected events over their variance."
    /// What it needs.
    public let needs = ["observed_minus_expected", "variance"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.effect: "ratio"]

    /// Makes the rule.
    public init() {}

    /// Log hazard ratio, standard error, sampling variance, and the ratio.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let derived = try HazardRatioConversion(
            .logRank(
                observedMinusExpected: inputs.number("observed_minus_expected"), variance: inputs.number("variance"))
        ).derivation()
        return Derivation(
            derived.values + [.init("ratio", exp(derived.value))], formula: derived.formula,
            inputs: derived.inputs, reference: derived.reference)
    }
}
