import TrialEvidence

/// Recomputes every derivation that the dataset records.
public struct DerivationReproducesCheck: EvidenceCheck {
    /// The stable code.
    public let code = "derivation-reproduces"
    /// One sentence for a list of checks.
    public let summary = "A number that is recorded as derived comes out of its rule again."

    /// Makes the check.
    public init() {}

    /// Each recorded derivation that gives another number, or none.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        evidence.rows.flatMap { examined in
            DerivationAudit.verdicts(on: examined.row).compactMap { verdict in
                guard let objection = verdict.objection else { return nil }
                let cell = verdict.recorded.cell
                let rows = FindingRows(
                    studies: [examined.row.studyID], places: [examined.place(cell)],
                    subject: examined.row.key.description)
                let value = verdict.value.map { Decimals.text($0) } ?? "nothing"
                return Finding(
                    code, .impossible, rows: rows,
                    found: "\(cell.rawValue) is \(value), recorded as \(verdict.recorded.text)", expected: objection,
                    advice: "Hold the number and its inputs against the source; correct the cell or the column derived."
                )
            }
        }
    }
}
