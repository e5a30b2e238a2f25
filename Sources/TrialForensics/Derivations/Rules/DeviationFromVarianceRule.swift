import TrialEvidence
import TrialStatistics

/// The standard deviation from the variance of the values of a group: its root.
public struct DeviationFromVarianceRule: DerivationRule {
    /// The stable code.
    public let code = "sd-from-variance"
    /// What from what.
    public let summary = "Standard deviation from the variance of a group's values: its root."
    /// What it needs.
    public let needs = ["variance"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.sd: "standard deviation"]

    /// Makes the rule.
    public init() {}

    /// The standard deviation, in the units of the values.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let variance = try inputs.number("variance")
        guard variance >= 0 else { throw DerivationError("a variance must not be negative") }
        return Derivation(
            [.init("standard deviation", variance.squareRoot())], formula: "√variance",
            inputs: [.init("variance", variance)], reference: "the definition of the standard deviation")
    }
}
