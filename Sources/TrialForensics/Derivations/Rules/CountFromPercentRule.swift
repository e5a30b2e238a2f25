import TrialEvidence
import TrialStatistics

/// The only count of n that prints as a percentage; refused where several or none do.
public struct CountFromPercentRule: DerivationRule {
    /// The stable code.
    public let code = "count-from-percent"
    /// What from what.
    public let summary = "The only count of n that prints as the percentage at its decimals; refused where several do."
    /// What it needs; the decimals are those of the percentage as it is written.
    public let needs = ["percent", "n"]
    /// What it takes besides: the decimals, where the spelling lost them.
    public let takes = ["decimals"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.events: "count"]

    /// Makes the rule.
    public init() {}

    /// The count.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let decimals = inputs["decimals"] == nil ? nil : try inputs.number("decimals")
        guard decimals.map({ (0...12).contains($0) }) ?? true else {
            throw DerivationError("decimals must lie between 0 and 12")
        }
        let total = try inputs.number("n")
        let conversion = CountFromPercent(
            percent: try inputs.number("percent"),
            decimals: decimals.map { Int($0) } ?? inputs["percent"]?.decimals ?? 0, total: total)
        let derived: Derivation
        do throws(StatisticsError) {
            derived = try conversion.derive()
        } catch {
            guard error.message.hasPrefix("no count") else { throw DerivationError(error) }
            throw DerivationError(
                "no count of \(Decimals.text(total)) prints as this percentage; check the denominator")
        }
        guard let lowest = derived["lowest count"], let highest = derived["highest count"], lowest == highest else {
            let (low, high) = (derived["lowest count"] ?? .nan, derived["highest count"] ?? .nan)
            throw DerivationError(
                "every count from \(Decimals.text(low)) to \(Decimals.text(high)) prints as this percentage")
        }
        return derived
    }
}
