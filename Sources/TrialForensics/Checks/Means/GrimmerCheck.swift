import TrialEvidence

/// Standard deviations that no patients on a scale with steps can have beside their mean.
public struct GrimmerCheck: EvidenceCheck {
    /// The check's code.
    public let code = "grimmer"
    /// What it looks for.
    public let summary = "A standard deviation cannot come from those patients on a scale with steps (GRIMMER)."

    /// Makes the check.
    public init() {}

    /// Each standard deviation that ``GrimmerTest`` rules out beside a mean that ``GrimTest`` allows.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        evidence.rows.compactMap { row in
            guard let gridded = GriddedMean(row, in: evidence), let sd = row.printed(.sd),
                sd.decimals <= GriddedMean.mostDecimals
            else { return nil }
            let (means, mean) = gridded.tested
            let test = GrimmerTest(means, range: gridded.range)
            guard means.allows(mean), !test.allows(mean: mean, sd: sd) else { return nil }
            return Finding(
                code, .impossible, rows: row.subject(.sd),
                found: "mean \(Decimals.text(mean.value)), SD \(Decimals.text(sd.value)), n \(means.n)",
                expected:
                    "an SD that \(means.n) values in steps of \(Decimals.text(means.step)) can have with this mean",
                advice: "Check mean, SD and n in the source; an SE, or a smaller n, may have been taken for the SD's.")
        }
    }
}
