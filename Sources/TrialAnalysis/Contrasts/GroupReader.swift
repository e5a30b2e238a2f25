import Glibc
import TrialEvidence
import TrialNumerics
import TrialResults
import TrialStatistics

/// What a measure needs of a group, and how it is read from a row of the dataset.
///
/// A new kind of number enters here: one type, one line in `GroupReaders`.
protocol GroupReader: Sendable {
    /// Whether this reader serves a measure, judged by the columns that the measure needs.
    func serves(_ columns: [String]) -> Bool
    /// The numbers of a row, or one sentence that says what is missing.
    func read(_ row: OutcomeRow, total: Double?) -> Result<GroupNumbers, MissingNumber>
}

/// A number that a row does not have.
struct MissingNumber: Error {
    let reason: String
}

/// The readers by the columns that they serve.
enum GroupReaders {
    static let all: [any GroupReader] = [MeanReader(), EventReader(), RateReader()]

    static func reader(for measure: AnyEffectMeasure) -> (any GroupReader)? { all.first { $0.serves(measure.columns) } }
}

/// Participants with an event among all: `events` and `n`.
struct EventReader: GroupReader {
    func serves(_ columns: [String]) -> Bool { columns.contains("events1") || columns.contains("events") }

    func read(_ row: OutcomeRow, total: Double?) -> Result<GroupNumbers, MissingNumber> {
        guard let total else { return .failure(MissingNumber(reason: "The number of participants was not printed.")) }
        guard let events = row.events else {
            let hint = row.effect == nil ? "" : " (only a percentage that more than one count would print as)"
            return .failure(MissingNumber(reason: "The number of participants with the event was not printed\(hint)."))
        }
        return .success(GroupNumbers(total: total, events: Double(events)))
    }
}

/// Mean, standard deviation and number of participants.
struct MeanReader: GroupReader {
    func serves(_ columns: [String]) -> Bool { columns.contains("mean1") || columns.contains("mean") }

    func read(_ row: OutcomeRow, total: Double?) -> Result<GroupNumbers, MissingNumber> {
        guard let mean = row.mean else { return .failure(MissingNumber(reason: "The mean was not printed.")) }
        guard let total else { return .failure(MissingNumber(reason: "The number of participants was not printed.")) }
        var numbers = GroupNumbers(total: total, mean: mean)
        if let sd = row.sd {
            numbers.standardDeviation = sd
        } else if let se = row.se {
            numbers.standardDeviation = se * total.squareRoot()
            numbers.notes.append("Standard deviation = standard error × √n.")
        } else if let low = row.ciLow, let high = row.ciHigh, total > 1 {
            let level = (row.ciLevel ?? 95) / 100
            let quantile = StudentTDistribution(degreesOfFreedom: total - 1).upperQuantile((1 - level) / 2)
            numbers.standardDeviation = (high - low) / (2 * quantile) * total.squareRoot()
            numbers.notes.append(
                "Standard deviation from the \(Decimals.text(level * 100)) % confidence interval of the mean.")
        } else {
            return .failure(
                MissingNumber(reason: "Neither a standard deviation nor anything it follows from was printed."))
        }
        return .success(numbers)
    }
}

/// Events over exposure, or a mean count with an interval that is symmetric on the log scale.
struct RateReader: GroupReader {
    func serves(_ columns: [String]) -> Bool { columns.contains("count1") || columns.contains("count") }

    func read(_ row: OutcomeRow, total: Double?) -> Result<GroupNumbers, MissingNumber> {
        if let events = row.events, let time = row.personYears {
            return .success(GroupNumbers(total: total, events: Double(events), personYears: time))
        }
        if let mean = row.mean, let low = row.ciLow, let high = row.ciHigh, mean > 0, low > 0 {
            let level = (row.ciLevel ?? 95) / 100
            let error = PrintedInterval.standardError(lower: log(low), upper: log(high), level: level)
            var numbers = GroupNumbers(total: total)
            numbers.logMean = EffectEstimate(estimate: log(mean), variance: error * error)
            numbers.notes.append(
                "Log mean count with SE = (log upper − log lower) / (2 z) from the \(Decimals.text(level * 100)) % interval."
            )
            return .success(numbers)
        }
        return .failure(
            MissingNumber(reason: "Neither events with person-years nor a mean count with its interval was printed."))
    }
}
