import TrialEvidence
import TrialStatistics

/// The rate and the standard error of its logarithm from events and person-years.
public struct RateRule: DerivationRule {
    /// The stable code.
    public let code = "rate"
    /// What from what.
    public let summary =
        "Rate as events over person-years, and the standard error of its logarithm, 1 over the root of events."
    /// What it needs.
    public let needs = ["events", "person_years"]
    /// What it fills: nothing; a rate has no cell of its own.
    public let fills: [OutcomeCell: String] = [:]

    /// Makes the rule.
    public init() {}

    /// Events a person-year; without events there is no logarithm, so its standard error is left out.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let (count, time) = (try inputs.number("events"), try inputs.number("person_years"))
        // A rate of 0 is a rate; nothing is added to it.
        var values: [Derivation.Quantity]
        do throws(EffectExclusion) {
            let group = try CountGroup(treatment: ReportedGroup(events: count, personTime: time), control: nil)
            let rate = try IncidenceRate(zeroCells: .none).effects(of: [group])[0].get()
            values = [.init("rate", rate.estimate)]
            if count > 0 {
                let log = try LogIncidenceRate(zeroCells: .none).effects(of: [group])[0].get()
                values += [.init("log rate", log.estimate), .init("standard error of the log rate", log.standardError)]
            }
        } catch {
            throw DerivationError(error.reason)
        }
        return Derivation(
            values, formula: "events / person-years; SE of its logarithm 1/√events",
            inputs: [.init("events", count), .init("person-years", time)], reference: "Cochrane Handbook, chapter 6.7.1"
        )
    }
}
