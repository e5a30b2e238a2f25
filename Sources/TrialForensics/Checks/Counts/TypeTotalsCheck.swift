import TrialEvidence

/// Patients by type of multiple sclerosis that do not add up to the study, or to the rows about them.
public struct TypeTotalsCheck: EvidenceCheck {
    /// The check's code.
    public let code = "type-totals"
    /// What it looks for.
    public let summary = "The patients counted by type do not add up, or a row has more of a type than the study."

    /// Makes the check.
    public init() {}

    /// Each study whose relapsing, secondary and primary progressive patients are all counted and fewer than its patients
    /// (more is an error of validation), and each row about types of which the study has fewer.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        evidence.dataset.studies.compactMap(total)
            + evidence.rows.compactMap { row in
                let types = row.row.population.types
                guard let study = evidence.study(row.row.studyID), let n = row.row.n, !types.isEmpty,
                    evidence.arm(row.row.arm)?.unit == .patient
                else { return nil }
                let counts = types.compactMap { study.typeCounts[$0] }
                guard counts.count == types.count, n > Counts.sum(counts) else { return nil }
                let label = row.row.population.label
                return Finding(
                    code, .impossible, rows: row.subject(.n), found: "n \(n) with \(label)",
                    expected: "at most \(Counts.sum(counts)), as studies.csv counts",
                    advice: "Check the row's n and population, and the counts by type of the study.")
            }
    }

    private func total(_ study: Study) -> Finding? {
        let counts = study.typeCounts
        guard let patients = study.patients, let relapsing = counts.relapsingRemitting,
            let secondary = counts.secondaryProgressive, let primary = counts.primaryProgressive,
            counts.total < patients
        else { return nil }
        let others = counts.progressiveRelapsing.map { " + \($0)" } ?? ""
        return Finding(
            code, .likely, rows: FindingRows(study, column: "n_rrms", subject: "\(study.id), types"),
            found: "\(relapsing) + \(secondary) + \(primary)\(others) = \(counts.total)",
            expected: "\(patients) patients",
            advice: "Check the counts; where a type is not known for all, leave its cell empty.")
    }
}
