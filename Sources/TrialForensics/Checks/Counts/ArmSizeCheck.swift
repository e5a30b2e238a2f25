import TrialEvidence

/// Rows about more patients than their arm has.
public struct ArmSizeCheck: EvidenceCheck {
    /// The check's code.
    public let code = "arm-size"
    /// What it looks for.
    public let summary = "A result is about more patients than its arm has."

    /// Makes the check.
    public init() {}

    /// Each row whose n is larger than its arm's; validation warns of the same.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        evidence.rows.compactMap { row in
            guard !row.row.isComparison, let n = row.row.n, let size = evidence.arm(row.row.arm)?.n, n > size else {
                return nil
            }
            return Finding(
                code, .likely, rows: row.subject(.n), found: "n \(n), arm \(size)", expected: "at most \(size)",
                advice: "Check both; where the row counts treatment cycles, give the arm the unit cycle.")
        }
    }
}
