import TrialEvidence

/// Standard errors in the column of standard deviations.
public struct ErrorAsDeviationCheck: EvidenceCheck {
    /// The check's code.
    public let code = "error-as-deviation"
    /// What it looks for.
    public let summary = "A standard deviation has the size of a standard error."

    /// Makes the check.
    public init() {}

    /// Each SD that is smaller than those of the other arms, or of two or more other studies, by about √n.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        let spreads = SpreadsOfAnOutcome(evidence)
        return evidence.rows.compactMap { row in
            guard !row.row.isComparison, let sd = row.row.sd, let n = row.row.n,
                let (verdict, usual, isSameStudy) = spreads.verdict(on: row), verdict == .standardError
            else { return nil }
            let others = isSameStudy ? "the other arms" : "other studies"
            return Finding(
                code, isSameStudy ? .likely : .doubtful, rows: row.subject(.sd),
                found: "SD \(Decimals.text(sd)), n \(n)",
                expected: "about \(FindingWords.number(usual)), as in \(others); as an SE it would stand for an SD of "
                    + FindingWords.number(sd * Double(n).squareRoot()),
                advice: "Look in the source whether the number after ± is a standard error; if so, move it to se.")
        }
    }
}
