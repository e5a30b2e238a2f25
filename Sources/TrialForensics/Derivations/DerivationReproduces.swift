import TrialEvidence

/// Recomputes every derivation that the dataset records.
public struct DerivationReproduces: EvidenceCheck {
    /// The stable code.
    public let code = "derivation-reproduces"
    /// One sentence for a list of checks.
    public let summary = "A number that is recorded as derived comes out of its rule again."

    /// Makes the check.
    public init() {}

    /// Each recorded derivation that gives another number, or none.
    public func findings(in dataset: Dataset) -> [Finding] {
        let filed =
            dataset.outcomes.map { ($0, DatasetTable.outcomes.file) }
            + dataset.contrasts.map { ($0, DatasetTable.contrasts.file) }
        return filed.flatMap { row, file in
            DerivationAudit.verdicts(on: row).compactMap { verdict in
                guard let objection = verdict.objection else { return nil }
                let cell = verdict.recorded.cell.rawValue
                let rows = FindingRows(
                    studies: [row.studyID], places: [Place(file, line: row.line, column: cell)],
                    subject: row.key.description)
                let value = verdict.value.map { Decimals.text($0) } ?? "nothing"
                return Finding(
                    code, .impossible, rows: rows, found: "\(cell) is \(value), recorded as \(verdict.recorded.text)",
                    expected: objection,
                    advice: "Hold the number and its inputs against the source; correct the cell or the column derived."
                )
            }
        }
    }
}
