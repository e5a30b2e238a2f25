import TrialEvidence
import TrialForensics
import TrialResults
import TrialStatistics

/// What a measure needs of a group, and how it is read from a row of the dataset.
///
/// A new kind of number enters here: one type, one line in `GroupReaders`. Whatever a row does not print comes from the
/// rules of TrialForensics, which `trialpool-import explain` shows too.
protocol GroupReader: Sendable {
    /// Whether this reader serves a measure, judged by the columns that the measure needs.
    func serves(_ columns: [String]) -> Bool
    /// The numbers of a row, or one sentence that says what is missing.
    func read(_ row: OutcomeRow, total: Double?) throws(MissingNumber) -> GroupNumbers
}

/// The readers by the columns that they serve.
struct GroupReaders {
    private let all: [any GroupReader]

    /// The readers under the rules of a plan.
    init(_ rules: RowRules) {
        all = [MeanReader(medians: rules.medians), EventReader(), RateReader()]
    }

    /// The reader that serves a measure; nil where single groups cannot give it.
    func reader(for measure: AnyEffectMeasure) -> (any GroupReader)? {
        PairedMeasure.codes.contains(measure.code) ? nil : all.first { $0.serves(measure.columns) }
    }
}

/// Participants with an event among all: `events` and `n`.
struct EventReader: GroupReader {
    func serves(_ columns: [String]) -> Bool { columns.contains("events1") || columns.contains("events") }

    func read(_ row: OutcomeRow, total: Double?) throws(MissingNumber) -> GroupNumbers {
        guard let total else { throw MissingNumber("The number of participants was not printed.") }
        guard let events = row.events else {
            let hint = row.effect == nil ? "" : " (only a percentage that more than one count would print as)"
            throw MissingNumber("The number of participants with the event was not printed\(hint).")
        }
        return GroupNumbers(total: total, events: Double(events))
    }
}

/// Mean, standard deviation and number of participants.
struct MeanReader: GroupReader {
    /// What to do with medians.
    var medians = MedianRule.ifSymmetric

    func serves(_ columns: [String]) -> Bool { columns.contains("mean1") || columns.contains("mean") }

    func read(_ row: OutcomeRow, total: Double?) throws(MissingNumber) -> GroupNumbers {
        let reading = try MeanReading(row, total: total, medians: medians)
        var numbers = GroupNumbers(
            total: reading.total, mean: reading.mean, standardDeviation: reading.standardDeviation)
        numbers.usesMedian = reading.usesMedian
        for step in reading.steps { numbers.add(step) }
        return numbers
    }
}

/// Events over exposure, or a mean count with an interval that is symmetric on the log scale.
struct RateReader: GroupReader {
    func serves(_ columns: [String]) -> Bool { columns.contains("count1") || columns.contains("count") }

    func read(_ row: OutcomeRow, total: Double?) throws(MissingNumber) -> GroupNumbers {
        if let events = row.events, let time = row.personYears {
            return GroupNumbers(total: total, events: Double(events), personYears: time)
        }
        let reading = try LogMeanReading(row)
        var numbers = GroupNumbers(total: total)
        numbers.logMean = reading.effect
        numbers.add(reading.step)
        return numbers
    }
}
