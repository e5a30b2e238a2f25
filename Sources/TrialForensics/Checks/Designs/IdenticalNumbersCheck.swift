import Glibc
import TrialEvidence

/// Numbers that stand in two studies and are too many digits to be a coincidence.
public struct IdenticalNumbersCheck: EvidenceCheck {
    /// The check's code.
    public let code = "identical-numbers"
    /// What it looks for.
    public let summary = "Two studies have the same numbers, beyond what chance would bring."

    /// How many coincidences would have to be expected, at most, in the whole dataset.
    private static let expected = 0.01

    /// What two rows must share to be compared.
    private struct Fingerprint: Hashable {
        let outcome: String
        let statistic: Statistic
        let numbers: [Double?]
    }

    /// Makes the check.
    public init() {}

    /// Each pair of rows of one outcome in two studies, of which neither declares shared patients, whose numbers agree in so
    /// many digits that fewer than 0.01 coincidences are expected among all pairs.
    ///
    /// A digit counts as one in ten, the first of a number as half of one; medians, quartiles and extremes count little, as
    /// scales have few values; events among n patients count as one in √(n + 1), and not at all where none or all have them.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        let rows = evidence.rows
        var comparable = 0.0
        for (_, group) in ExaminedEvidence.grouped(rows, by: { "\($0.row.outcome) \($0.row.statistic.rawValue)" }) {
            comparable += Double(group.count) * Double(group.count - 1) / 2
        }
        let needed = log10(max(1, comparable) / Self.expected)
        let groups = ExaminedEvidence.grouped(rows.filter { Self.digits($0) >= needed }) { row in
            Fingerprint(outcome: row.row.outcome, statistic: row.row.statistic, numbers: Self.numbers(row.row))
        }
        return groups.compactMap { _, group in judge(group, evidence.dataset) }
    }

    private func judge(_ group: [ExaminedRow], _ dataset: Dataset) -> Finding? {
        let studies = ExaminedEvidence.grouped(group) { $0.row.studyID }.map(\.0)
        guard studies.count > 1, let first = group.first else { return nil }
        let known = Set(dataset.studiesSharingPatients(with: studies[0], includingPossible: true))
        guard !studies.dropFirst().allSatisfy(known.contains) else { return nil }
        return Finding(
            code, .likely,
            rows: FindingRows(group, subject: "\(first.row.outcome) in \(FindingWords.list(studies))"),
            found: Self.words(first.row), expected: "different numbers in different patients",
            advice: "Look for a row copied to the wrong study, or a cohort reported twice; declare the overlap if so.")
    }

    private static func numbers(_ row: OutcomeRow) -> [Double?] {
        [
            row.n.map(Double.init), row.mean, row.sd, row.se, row.median, row.q1, row.q3, row.min, row.max, row.ciLow,
            row.ciHigh, row.events.map(Double.init), row.personYears, row.effect,
        ]
    }

    /// The digits that agree by chance only one time in ten each.
    private static func digits(_ row: ExaminedRow) -> Double {
        let free: [OutcomeCell] = [.mean, .sd, .se, .ciLow, .ciHigh, .personYears, .effect]
        let bound: [OutcomeCell] = [.median, .q1, .q3, .min, .max]
        var sum = free.compactMap { row.printed($0) }.reduce(0.0) { $0 + significant($1) }
        sum += bound.compactMap { row.printed($0) }.reduce(0.0) { $0 + min(0.5, significant($1)) }
        if let n = row.row.n { sum += log10(Double(max(1, n))) / 2 }
        if let events = row.row.events, let n = row.row.n, events > 0, events < n { sum += log10(Double(n) + 1) / 2 }
        return sum
    }

    /// The digits of a number less one half, because first digits are not equally likely.
    private static func significant(_ number: PrintedNumber) -> Double {
        guard number.value != 0 else { return 0 }
        return max(0, (log10(abs(number.value)) + Double(number.decimals)).rounded(.down) + 0.5)
    }

    private static func words(_ row: OutcomeRow) -> String {
        let names = [
            "n", "mean", "SD", "SE", "median", "q1", "q3", "min", "max", "from", "to", "events", "years", "effect",
        ]
        return zip(names, numbers(row)).compactMap { name, value in value.map { "\(name) \(Decimals.text($0))" } }
            .joined(separator: ", ")
    }
}
