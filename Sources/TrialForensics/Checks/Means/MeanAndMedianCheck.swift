import TrialEvidence

/// Means and medians that are farther apart than the standard deviation allows.
public struct MeanAndMedianCheck: EvidenceCheck {
    /// The check's code.
    public let code = "mean-and-median"
    /// What it looks for.
    public let summary = "Mean and median are more than a standard deviation apart."

    /// Makes the check.
    public init() {}

    /// Each row whose median is farther from the mean than one standard deviation, after rounding.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        evidence.rows.compactMap { row in
            guard !row.row.isComparison, let mean = row.printed(.mean), let median = row.printed(.median),
                let sd = row.printed(.sd)
            else { return nil }
            let distance = (mean.interval - median.interval).magnitudes.lower
            guard distance > sd.interval.upper else { return nil }
            return Finding(
                code, .impossible, rows: row.subject(.median),
                found: "mean \(Decimals.text(mean.value)), median \(Decimals.text(median.value)), "
                    + "SD \(Decimals.text(sd.value))",
                expected: "a median within one SD of the mean",
                advice: "Check the three numbers and their signs in the source; the SD may be an SE.")
        }
    }
}
