import TrialEvidence

/// Combined arms that stand beside their parts.
public struct PartsAndWholeCheck: EvidenceCheck {
    /// The check's code.
    public let code = "parts-and-whole"
    /// What it looks for.
    public let summary = "A combined arm and one of its parts both have a result of the same thing."

    /// Makes the check.
    public init() {}

    /// Each combined arm with results beside those of its parts, which hold the same patients.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        let combined = evidence.dataset.arms.filter { !$0.combines.isEmpty }
        return combined.compactMap { arm in
            let hits = evidence.settings(of: arm.studyID).compactMap { _, rows -> [ExaminedRow]? in
                guard rows.contains(where: { $0.row.armID == arm.id }) else {
                    return nil
                }
                let concerned = rows.filter { $0.row.armID == arm.id || arm.combines.contains($0.row.armID) }
                return concerned.contains { $0.row.armID != arm.id } ? concerned : nil
            }
            guard !hits.isEmpty else { return nil }
            let parts = FindingWords.list(arm.combines)
            return Finding(
                code, .doubtful,
                rows: FindingRows(hits.flatMap(\.self), subject: "\(arm.studyID) \(arm.id) and its parts"),
                found: "\(arm.id) beside \(parts) in \(FindingWords.count(hits.count, "setting"))",
                expected: "the whole or its parts",
                advice: "Pool one of them; the rows are about the same patients.")
        }
    }
}
