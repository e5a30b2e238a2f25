import TrialEvidence
import TrialStatistics

/// The whole number nearest to n times a percentage, which the sources do not vouch for.
///
/// Weaker than ``CountFromPercentRule``: it answers also where several counts, or none, print as the percentage, and
/// says so in a warning.
public struct RoundedPercentRule: DerivationRule {
    /// The stable code.
    public let code = "rounded-percent"
    /// What from what.
    public let summary = "The whole number nearest to n times the percentage, even where the printed one is not exact."
    /// What it needs; the decimals are those of the percentage as it is written.
    public let needs = ["percent", "n"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.events: "count"]

    /// Makes the rule.
    public init() {}

    /// The count, with a warning where the percentage does not settle it.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let (percent, total) = (try inputs.number("percent"), try inputs.number("n"))
        guard (0...100).contains(percent) else { throw DerivationError("percent must lie within 0 to 100") }
        guard total >= 1 else { throw DerivationError("n must be at least 1") }
        var warnings: [String] = []
        do throws(DerivationError) {
            _ = try CountFromPercentRule().derive(inputs)
        } catch {
            warnings = ["the percentage does not settle the count: \(error.reason)"]
        }
        return Derivation(
            [.init("count", (percent / 100 * total).rounded())], formula: "round(n · percent / 100)",
            inputs: [.init("percent", percent), .init("participants", total)], reference: "arithmetic",
            warnings: warnings)
    }
}
