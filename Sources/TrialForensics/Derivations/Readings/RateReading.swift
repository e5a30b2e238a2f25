import TrialEvidence
import TrialStatistics

/// Events over the time in which they were counted, or the logarithm of a mean count with its sampling variance.
public enum RateReading: Sendable, Equatable {
    /// Events and person-years, as printed.
    case events(Double, personYears: Double)
    /// A mean count of which only the limits say how sure it is.
    case logMean(LogMeanReading)

    /// Reads a row of one arm.
    ///
    /// - Throws: `MissingNumber` with one sentence on what the row lacks.
    public init(_ row: OutcomeRow) throws(MissingNumber) {
        if let events = row.events, let time = row.personYears {
            self = .events(Double(events), personYears: time)
        } else {
            self = .logMean(try LogMeanReading(row))
        }
    }
}
