import TrialEvidence

/// Standard deviations in the column of standard errors.
public struct DeviationAsErrorCheck: EvidenceCheck {
    /// The check's code.
    public let code = "deviation-as-error"
    /// What it looks for.
    public let summary = "A standard error has the size of a standard deviation."

    /// Makes the check.
    public init() {}

    /// Each SE that, multiplied by √n, is larger than the other arms' or other studies' SDs by about √n, or than its scale
    /// allows.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        let spreads = SpreadsOfAnOutcome(evidence)
        return evidence.rows.compactMap { row in
            guard !row.row.isComparison, row.row.sd == nil, let se = row.printed(.se), let n = row.row.n, n > 1 else {
                return nil
            }
            let root = Double(n).squareRoot()
            func finding(_ severity: FindingSeverity, _ expected: String) -> Finding {
                Finding(
                    code, severity, rows: row.subject(.se), found: "SE \(Decimals.text(se.value)), n \(n)",
                    expected: expected,
                    advice:
                        "Look in the source whether the number after ± is a standard deviation; if so, move it to sd.")
            }
            if let mean = row.printed(.mean), let scale = evidence.scales[row.row.outcome], let low = scale.minimum,
                let high = scale.maximum,
                let greatest = SpreadBounds.greatest(mean: mean.interval, low: low, high: high, n: n),
                se.interval.lower * root > greatest
            {
                return finding(
                    .impossible,
                    "at most \(FindingWords.number(greatest / root)), as the scale ends at "
                        + "\(Decimals.text(low)) and \(Decimals.text(high))")
            }
            guard let (verdict, usual, isSameStudy) = spreads.verdict(on: row), verdict == .multipliedDeviation else {
                return nil
            }
            let others = isSameStudy ? "the other arms" : "other studies"
            return finding(
                isSameStudy ? .likely : .doubtful,
                "about \(FindingWords.number(usual / root)), from an SD of \(FindingWords.number(usual)) in \(others)")
        }
    }
}
