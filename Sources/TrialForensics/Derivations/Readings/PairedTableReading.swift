import TrialEvidence
import TrialStatistics

/// The paired 2 × 2 table of an arm and its comparator.
public struct PairedTableReading: Sendable, Equatable {
    /// The four cells; first is the arm, second the comparator.
    public let table: PairedBinary

    /// Reads a row with all four cells.
    ///
    /// - Throws: `MissingNumber` where one is missing.
    public init(_ row: OutcomeRow) throws(MissingNumber) {
        guard let both = row.both, let first = row.firstOnly, let second = row.secondOnly, let neither = row.neither
        else {
            throw MissingNumber("Not all four cells of the paired table were printed.")
        }
        table = PairedBinary(
            bothPositive: Double(both), firstOnly: Double(first), secondOnly: Double(second),
            bothNegative: Double(neither))
    }

    /// The table from events under both treatments of the same persons and the correlation of the two outcomes.
    ///
    /// Elbourne et al. 2002, doi:10.1093/ije/31.1.140.
    ///
    /// - Throws: `MissingNumber` where a number is missing or no table has these margins with this correlation.
    public init(_ arm: OutcomeRow, _ comparator: OutcomeRow, correlation: Double) throws(MissingNumber) {
        guard let n = arm.n, n == comparator.n else {
            throw MissingNumber("Both periods must print events of the same number of persons.")
        }
        guard let first = arm.events, let second = comparator.events else {
            throw MissingNumber("The number of participants with the event was not printed.")
        }
        table = PairedBinary(
            events1: Double(first), events2: Double(second), total: Double(n), correlation: correlation)
        guard min(table.bothPositive, table.firstOnly, table.secondOnly, table.bothNegative) >= -1e-9 else {
            throw MissingNumber(
                "No table with \(first) and \(second) events of \(n) has the correlation \(Decimals.text(correlation))."
            )
        }
    }
}
