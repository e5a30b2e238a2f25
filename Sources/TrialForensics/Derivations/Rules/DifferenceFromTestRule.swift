import TrialEvidence
import TrialStatistics

/// The standard error of a printed difference of two independent groups from its t statistic.
public struct DifferenceFromTestRule: DerivationRule {
    /// The stable code.
    public let code = "se-from-t"
    /// What from what.
    public let summary = "Standard error of a difference from the t statistic of two groups: the difference over t."
    /// What it needs.
    public let needs = ["effect", "test_statistic"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.se: "standard error"]

    /// Makes the rule.
    public init() {}

    /// Difference, standard error and sampling variance; refused for a statistic of 0, and with a caution where the signs of
    /// difference and statistic differ.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let (effect, statistic) = (try inputs.number("effect"), try inputs.number("test_statistic"))
        guard effect != 0 else { throw DerivationError("a difference of 0 has no standard error by its t statistic") }
        let derived = try WaldConversion(estimate: effect, statistic: statistic, pValue: nil).derivation()
        let isOpposite = (effect < 0) != (statistic < 0)
        return isOpposite
            ? derived.warning("difference and t have opposite signs; the size of t is used") : derived
    }
}
