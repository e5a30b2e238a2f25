import TrialEvidence
import TrialStatistics

/// Participants with an event among all of a group, as printed or from a percentage that only one count prints as.
public struct EventReading: Sendable, Equatable {
    /// Participants with the event.
    public let events: Double
    /// Participants.
    public let total: Double
    /// The rule that was needed; nil where the count was printed.
    public let step: AppliedDerivation?

    /// Reads a row of one arm.
    ///
    /// - Parameters:
    ///   - row: The result of one arm.
    ///   - total: Participants, where the row or the plan has them.
    /// - Throws: `MissingNumber` with one sentence on what the row lacks.
    public init(_ row: OutcomeRow, total: Double?) throws(MissingNumber) {
        guard let total else { throw MissingNumber("The number of participants was not printed.") }
        self.total = total
        if let events = row.events {
            self.events = Double(events)
            step = nil
            return
        }
        let isShare = row.effectMeasure == .percent || row.effectMeasure == .percentOfTreated
        guard let percent = row.effect, isShare else {
            throw MissingNumber("The number of participants with the event was not printed.")
        }
        let step = try AppliedDerivation.reading(
            "count-from-percent", DerivationInputs(["percent": percent, "n": total]))
        events = step.derivation.value
        self.step = step
    }
}
