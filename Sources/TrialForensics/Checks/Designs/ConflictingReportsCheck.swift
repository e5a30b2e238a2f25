import TrialEvidence

/// Two reports of one result that print different numbers: the registry one mean, the congress another.
public struct ConflictingReportsCheck: EvidenceCheck {
    /// The check's code.
    public let code = "conflicting-reports"
    /// What it looks for.
    public let summary = "Two reports of one result, such as registry and congress, print different numbers."

    /// What two reports must share to be about the same result.
    private struct Result: Hashable {
        let trial: String
        let role: String
        let against: String
        let population: Population
        let outcome: String
        let months: Double?
        let statistic: Statistic
        let subgroup: String
    }

    /// Makes the check.
    public init() {}

    /// Each pair of rows of one study, or of a study and its secondary report, that are about one arm's (or role's) outcome at
    /// one time and print other numbers than the other's rounded, where the kinds of both reports are known and differ.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        let groups = ExaminedEvidence.grouped(evidence.rows.filter { $0.row.kindOfReport != .notStated }) { row in
            result(row.row, evidence)
        }
        return groups.flatMap { _, rows in
            rows.indices.flatMap { first in
                rows[(first + 1)...].compactMap { second -> Finding? in
                    guard let conflict = ReportConflict(rows[first].row, second.row) else { return nil }
                    let subject = rows[first].row.key.description
                    return Finding(
                        code, .likely, rows: FindingRows([rows[first], second], subject: subject),
                        found: conflict.words, expected: "the same numbers, as far as they are printed",
                        advice:
                            "Settle which report is right and accept this with the reason, or say in the plan with 'reports' which goes first."
                    )
                }
            }
        }
    }

    private func result(_ row: OutcomeRow, _ evidence: ExaminedEvidence) -> Result {
        let main = evidence.study(row.studyID)?.secondaryReportOf ?? row.studyID
        func name(_ key: ArmKey) -> String {
            let role = evidence.arm(key)?.role
            let ofRole = evidence.arms(of: key.studyID).filter { $0.role == role && $0.combines.isEmpty }
            return ofRole.count == 1 ? role?.rawValue ?? key.armID : key.armID
        }
        return Result(
            trial: main, role: name(row.arm), against: row.comparator.map(name) ?? "", population: row.population,
            outcome: row.outcome, months: row.timepointMonths, statistic: row.statistic, subgroup: row.subgroup)
    }
}
