import TrialEvidence

/// A standard deviation or standard error of 0, which weighs a study infinitely or drops it.
public struct ZeroSpreadCheck: EvidenceCheck {
    /// The check's code.
    public let code = "zero-spread"
    /// What it looks for.
    public let summary = "A standard deviation or standard error is 0."

    /// Makes the check.
    public init() {}

    /// Each spread of 0 of two or more patients: impossible where extremes or quartiles differ, likely an empty cell elsewhere.
    /// Where everybody is at an end of the scale, or the mean is 0, it can be true.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        evidence.rows.compactMap { row in
            let cell: OutcomeCell? = row.row.sd == 0 ? .sd : row.row.se == 0 ? .se : nil
            guard let cell, (evidence.patients(of: row.row) ?? 2) > 1 else { return nil }
            let scale = evidence.scales[row.row.outcome]
            let ends = [0, scale?.minimum, scale?.maximum].compactMap(\.self)
            if let mean = row.row.mean, ends.contains(mean), !row.row.isComparison { return nil }
            let spans = [(row.row.min, row.row.max), (row.row.q1, row.row.q3), (row.row.ciLow, row.row.ciHigh)]
            let differs = spans.contains { low, high in low.map { low in high.map { low < $0 } ?? false } ?? false }
            return Finding(
                code, differs ? .impossible : .likely, rows: row.subject(cell), found: "\(cell.rawValue) 0",
                expected: differs ? "above 0, as the row's other numbers differ" : "above 0",
                advice: "Where the source prints no spread, leave the cell empty.")
        }
    }
}
