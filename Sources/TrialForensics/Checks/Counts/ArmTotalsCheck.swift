import TrialEvidence

/// Arms that together have more or fewer patients than the study.
public struct ArmTotalsCheck: EvidenceCheck {
    /// The check's code.
    public let code = "arm-totals"
    /// What it looks for.
    public let summary = "The arms of a study together have more or fewer patients than the study."

    /// Makes the check.
    public init() {}

    /// Each study whose arms (the first period's in a crossover trial, without combined arms) do not add up to its patients.
    ///
    /// Too many is impossible, since patients stand in one arm: a control may be entered twice. Too few is worth a look,
    /// where the study has a comparison or the difference is not explained.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        evidence.dataset.studies.compactMap { study in
            guard let patients = study.patients else { return nil }
            let arms = evidence.arms(of: study.id).filter { arm in
                arm.combines.isEmpty && arm.unit == .patient && (arm.period == .only || arm.period == .first)
            }
            let sizes = arms.compactMap(\.n)
            guard !arms.isEmpty, sizes.count == arms.count else { return nil }
            let sum = Counts.sum(sizes)
            // Groups that are neither treatment nor control may hold the patients of the others under another name.
            let compared = arms.filter { $0.role != .comparator }
            guard sum != patients, compared.isEmpty || Counts.sum(compared.compactMap(\.n)) != patients else {
                return nil
            }
            var rows = FindingRows(study, subject: "\(study.id), arms")
            rows.places += arms.map { Place(DatasetTable.arms.file, line: $0.line, column: "n") }
            let parts = arms.map { "\($0.id) \($0.n ?? 0)" }.joined(separator: " + ")
            return Finding(
                code, sum > patients ? .impossible : .doubtful, rows: rows, found: "\(parts) = \(sum)",
                expected: "\(patients) patients of the study",
                advice: sum > patients
                    ? "Look for a control that is entered twice, or arms that another combines; else correct the numbers."
                    : "Check whether patients were randomised and not treated, or an arm is missing.")
        }
    }
}
