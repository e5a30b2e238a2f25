import TrialEvidence

/// Patients who improved, stayed and worsened, or had an event and had none, that do not add up.
public struct ResponseTotalsCheck: EvidenceCheck {
    /// The check's code.
    public let code = "response-totals"
    /// What it looks for.
    public let summary = "Improved, stable and worsened, or with and without an event, do not add up to the patients."

    /// The endings of outcomes that share out all patients.
    private static let partitions = [["_improved", "_stable", "_worsened"], ["_free", "_any"]]

    /// Patients of an arm at a time.
    private struct Patients: Hashable {
        let arm: ArmKey
        let population: Population
        let stem: String
        let timepointMonths: Double?
        let variant: String
    }

    /// Makes the check.
    public init() {}

    /// Each set of outcomes such as `edss_improved`, `edss_stable` and `edss_worsened` with more events than patients, with
    /// different n, or, where all are there, with fewer events than patients.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        let rows = evidence.rows.filter {
            !$0.row.isComparison && $0.row.statistic == .events && $0.row.n != nil && $0.row.events != nil
        }
        return Self.partitions.flatMap { endings in
            let parts = rows.compactMap { row -> (Patients, ExaminedRow)? in
                guard let stem = endings.lazy.compactMap({ OutcomeStem.of(row.row.outcome, without: $0) }).first else {
                    return nil
                }
                let patients = Patients(
                    arm: row.row.arm, population: row.row.population, stem: stem,
                    timepointMonths: row.row.timepointMonths, variant: row.row.distinction)
                return (patients, row)
            }
            return ExaminedEvidence.grouped(parts) { $0.0 }.compactMap { _, group in
                judge(group.map(\.1), isWhole: group.count == endings.count)
            }
        }
    }

    private func judge(_ rows: [ExaminedRow], isWhole: Bool) -> Finding? {
        guard rows.count > 1, let n = rows.compactMap(\.row.n).max() else { return nil }
        let sum = Counts.sum(rows.compactMap(\.row.events))
        let sizes = Set(rows.compactMap(\.row.n))
        let words = rows.map { "\($0.row.outcome) \($0.row.events ?? 0)/\($0.row.n ?? 0)" }.joined(separator: ", ")
        var subject = rows[0].subject()
        subject.places += rows.dropFirst().map { $0.place() }
        func finding(_ severity: FindingSeverity, _ expected: String) -> Finding {
            Finding(
                code, severity, rows: subject, found: words, expected: expected,
                advice: "Check the counts and their definitions in the source; the definitions may overlap.")
        }
        if sum > n { return finding(.impossible, "at most \(n) together, not \(sum)") }
        if sizes.count > 1 { return finding(.likely, "the same n in all, as they share out the same patients") }
        return isWhole && sum < n ? finding(.likely, "\(n) together, not \(sum)") : nil
    }
}
