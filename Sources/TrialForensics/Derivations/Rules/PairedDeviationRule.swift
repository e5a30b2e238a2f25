import TrialEvidence
import TrialStatistics

/// The standard deviation of the differences within persons from those of the two periods and their correlation.
public struct PairedDeviationRule: DerivationRule {
    /// The stable code.
    public let code = "paired-sd"
    /// What from what.
    public let summary =
        "Standard deviation of the differences within persons from those of both periods and their correlation r."
    /// What it needs.
    public let needs = ["sd", "sd_comparator", "correlation"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.sd: "standard deviation of the differences"]

    /// Makes the rule.
    public init() {}

    /// The standard deviation of the differences, in the units of the two.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let derived = try ChangeDeviation(
            baseline: inputs.number("sd"), final: inputs.number("sd_comparator"),
            correlation: inputs.number("correlation")
        ).derivation()
        let names = ["standard deviation on the arm", "standard deviation on the comparator", "correlation"]
        return Derivation(
            [.init("standard deviation of the differences", derived.value)], formula: derived.formula,
            inputs: zip(names, derived.inputs).map { .init($0, $1.value) },
            reference: "Elbourne et al. 2002, doi:10.1093/ije/31.1.140; Cochrane Handbook, chapter 23.2.7")
    }
}
