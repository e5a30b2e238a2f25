import TrialEvidence

/// Means that no patients on a scale with steps can have: the granularity-related inconsistency of means.
public struct GrimCheck: EvidenceCheck {
    /// The check's code.
    public let code = "grim"
    /// What it looks for.
    public let summary = "A mean cannot come from that many patients on a scale with steps (GRIM)."

    /// Makes the check.
    public init() {}

    /// Each mean that ``GrimTest`` rules out; rows without `n` and outcomes without a step are not judged.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        evidence.rows.compactMap { row in
            guard let (test, mean) = GriddedMean(row, in: evidence)?.tested, !test.allows(mean) else { return nil }
            let (below, above) = test.neighbours(of: mean)
            return Finding(
                code, .impossible, rows: row.subject(.mean),
                found: "mean \(Decimals.text(mean.value)), n \(test.n)",
                expected: "\(FindingWords.number(below, digits: 4)) or \(FindingWords.number(above, digits: 4)), as "
                    + "\(test.n) patients in steps of \(Decimals.text(test.step)) give means "
                    + "\(FindingWords.number(test.granularity)) apart",
                advice: "Check mean and n in the source; patients with missing values make n smaller than printed.")
        }
    }
}

/// A mean whose patients have values on a grid.
struct GriddedMean {
    /// The test of the mean, and the mean.
    let tested: (GrimTest, PrintedNumber)
    /// The ends of the scale, where both are known.
    let range: Interval?

    /// More decimals are computed, not printed.
    static let mostDecimals = 4

    /// `nil` for comparisons, rows without n or mean, and outcomes whose values have no steps.
    init?(_ row: ExaminedRow, in evidence: ExaminedEvidence) {
        guard !row.row.isComparison, row.row.statistic != .singleValue, let n = row.row.n, n > 0,
            let mean = row.printed(.mean), mean.decimals <= Self.mostDecimals,
            let scale = evidence.scales[row.row.outcome], let step = scale.step, step > 0
        else { return nil }
        let test = GrimTest(n: n, step: step, origin: scale.minimum ?? 0, items: max(1, scale.items ?? 1))
        tested = (test, mean)
        if let low = scale.minimum, let high = scale.maximum, low < high {
            range = Interval(low, high)
        } else {
            range = nil
        }
    }
}
