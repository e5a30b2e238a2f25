import TrialEvidence
import TrialStatistics

/// The participants that remain of a whole when the others are taken away.
public struct RemainingCountRule: DerivationRule {
    /// The stable code.
    public let code = "remaining-count"
    /// What from what.
    public let summary =
        "A count as the whole less the others, such as relapses as all participants less the relapse-free."
    /// What it needs.
    public let needs = ["whole", "others"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.events: "count", .n: "count"]

    /// Makes the rule.
    public init() {}

    /// The count; others that are more than the whole, or counts that are not whole numbers, are an error.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let (whole, others) = (try inputs.number("whole"), try inputs.number("others"))
        guard others >= 0, others <= whole, whole == whole.rounded(), others == others.rounded() else {
            throw DerivationError("whole and others must be counts, and the others no more than the whole")
        }
        return Derivation(
            [.init("count", whole - others)], formula: "whole − others",
            inputs: [.init("whole", whole), .init("others", others)], reference: "arithmetic")
    }
}
