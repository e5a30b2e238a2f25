import TrialEvidence
import TrialStatistics

/// Person-years from the number of participants and the planned time of observation, as if nobody left.
public struct PersonYearsRule: DerivationRule {
    /// The stable code.
    public let code = "person-years-from-design"
    /// What from what.
    public let summary = "Person-years as participants times the planned years of observation, as if nobody left."
    /// What it needs.
    public let needs = ["n", "years"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.personYears: "person-years"]

    /// Makes the rule.
    public init() {}

    /// The person-years, with the warning that they are planned ones.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let (total, years) = (try inputs.number("n"), try inputs.number("years"))
        guard total > 0, years > 0 else { throw DerivationError("n and years must be above 0") }
        return Derivation(
            [.init("person-years", total * years)], formula: "n · years",
            inputs: [.init("participants", total), .init("planned years", years)],
            reference: "Cochrane Handbook, chapter 6.7.1",
            warnings: ["planned exposure; whoever left early was observed for less"])
    }
}
