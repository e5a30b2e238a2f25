import TrialEvidence
import TrialForensics
import TrialResults
import TrialStatistics

/// What a measure needs of a group, and how it is read from a row of the dataset.
///
/// A new kind of number enters here: one type, one line in `GroupReaders`. Whatever a row does not print comes from the
/// rules of TrialForensics, which `trialpool-import explain` shows too.
protocol GroupReader: Sendable {
    /// What it reads.
    var data: GroupData { get }
    /// The numbers of a row, or one sentence that says what is missing.
    func read(_ row: OutcomeRow, total: Double?) throws(MissingNumber) -> GroupNumbers
}

/// The readers by what they read.
struct GroupReaders {
    private let all: [any GroupReader]

    /// The readers under the rules of a plan.
    init(_ rules: RowRules) {
        all = [MeanReader(medians: rules.medians), EventReader(), RateReader()]
    }

    /// The reader that serves a measure; nil where single groups cannot give it.
    func reader(for measure: AnyEffectMeasure) -> (any GroupReader)? {
        measure.groupData.flatMap { data in all.first { $0.data == data } }
    }
}

/// Participants with an event among all: `events` and `n`.
struct EventReader: GroupReader {
    let data = GroupData.events

    func read(_ row: OutcomeRow, total: Double?) throws(MissingNumber) -> GroupNumbers {
        let reading = try EventReading(row, total: total)
        var numbers = GroupNumbers(reported: ReportedGroup(total: reading.total, events: reading.events))
        if let step = reading.step { numbers.add(step) }
        return numbers
    }
}

/// Mean, standard deviation and number of participants.
struct MeanReader: GroupReader {
    let data = GroupData.means
    /// What to do with medians.
    var medians = MedianRule.ifSymmetric

    func read(_ row: OutcomeRow, total: Double?) throws(MissingNumber) -> GroupNumbers {
        let reading = try MeanReading(row, total: total, medians: medians)
        var numbers = GroupNumbers(
            reported: ReportedGroup(
                total: reading.total, mean: reading.mean, standardDeviation: reading.standardDeviation))
        numbers.usesMedian = reading.usesMedian
        for step in reading.steps { numbers.add(step) }
        return numbers
    }
}

/// Events over exposure, or a mean count with an interval that is symmetric on the log scale.
struct RateReader: GroupReader {
    let data = GroupData.counts

    func read(_ row: OutcomeRow, total: Double?) throws(MissingNumber) -> GroupNumbers {
        switch try RateReading(row) {
        case .events(let events, let time):
            return GroupNumbers(reported: ReportedGroup(total: total, events: events, personTime: time))
        case .logMean(let reading):
            var numbers = GroupNumbers(reported: ReportedGroup(total: total))
            numbers.logMean = reading.effect
            numbers.add(reading.step)
            return numbers
        }
    }
}
