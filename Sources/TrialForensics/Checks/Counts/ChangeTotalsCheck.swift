import TrialEvidence

/// Changes that are not the final mean less the mean at baseline.
public struct ChangeTotalsCheck: EvidenceCheck {
    /// The check's code.
    public let code = "change-totals"
    /// What it looks for.
    public let summary = "A mean change is not the final mean less the mean at baseline."

    /// Patients of an arm, whatever the time.
    private struct Patients: Hashable {
        let arm: ArmKey
        let population: Population
        let stem: String
        let variant: String
    }

    /// Makes the check.
    public init() {}

    /// Each `…_change` that differs from `…_final` less `…_baseline` of the same patients by more than rounding.
    ///
    /// Only where all three rows have the same n. With the sign turned round it is said so.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        let endings = ["_baseline", "_final", "_change"]
        let rows = evidence.rows.filter { !$0.row.isComparison && $0.row.mean != nil && $0.row.n != nil }
        let parts = rows.compactMap { row -> (Patients, ExaminedRow)? in
            guard let stem = endings.lazy.compactMap({ OutcomeStem.of(row.row.outcome, without: $0) }).first else {
                return nil
            }
            return (
                Patients(
                    arm: row.row.arm, population: row.row.population, stem: stem, variant: row.row.distinction), row
            )
        }
        return ExaminedEvidence.grouped(parts) { $0.0 }.flatMap { patients, group -> [Finding] in
            let rows = group.map(\.1)
            let baselines = rows.filter { $0.row.outcome == "\(patients.stem)_baseline" }
            guard baselines.count == 1 else { return [] }
            return rows.filter { $0.row.outcome == "\(patients.stem)_change" }.compactMap { change in
                let finals = rows.filter {
                    $0.row.outcome == "\(patients.stem)_final" && $0.row.timepointMonths == change.row.timepointMonths
                }
                return finals.count == 1 ? judge(change, baseline: baselines[0], final: finals[0]) : nil
            }
        }
    }

    private func judge(_ change: ExaminedRow, baseline: ExaminedRow, final: ExaminedRow) -> Finding? {
        guard change.row.n == baseline.row.n, change.row.n == final.row.n, let printed = change.printed(.mean),
            let before = baseline.printed(.mean), let after = final.printed(.mean)
        else { return nil }
        let difference = after.interval - before.interval
        guard !printed.interval.meets(difference) else { return nil }
        let turned = Interval(-printed.interval.lower, -printed.interval.upper)
        var subject = change.subject(.mean)
        subject.places += [baseline.place(.mean), final.place(.mean)]
        let isTurned = turned.meets(difference)
        return Finding(
            code, .likely, rows: subject,
            found: "change \(Decimals.text(printed.value)), from \(Decimals.text(before.value)) to "
                + Decimals.text(after.value),
            expected: "\(FindingWords.number(after.value - before.value))\(isTurned ? ", the sign turned round" : "")",
            advice: isTurned
                ? "Look whether the source counts improvement as positive; write the change as final less baseline."
                : "Check the three means in the source; the change may be adjusted or about other patients.")
    }
}
