import TrialEvidence

/// Confidence intervals whose estimate is not in the middle, on the scale on which it ought to be.
public struct AsymmetricIntervalCheck: EvidenceCheck {
    /// The check's code.
    public let code = "asymmetric-interval"
    /// What it looks for.
    public let summary = "An estimate is not in the middle of its confidence interval, on the log scale for ratios."

    /// Limits from a likelihood or an exact test are not quite symmetric for ratios.
    private static let ratioTolerance = 0.08
    /// Those of differences of means nearly always are.
    private static let differenceTolerance = 0.015
    /// Beyond this something is wrong, whatever the method.
    private static let gross = 0.5

    /// Makes the check.
    public init() {}

    /// Each estimate off the middle by more than rounding and, for a ratio, 8% of the half width, else 1.5%.
    ///
    /// A mean of one arm may be symmetric on either scale, since counts are often analysed as logarithms.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        evidence.rows.compactMap { row in
            guard let interval = PublishedInterval(row) else { return nil }
            let asymmetry = interval.tests.asymmetry
            guard asymmetry > (interval.isRatio ? Self.ratioTolerance : Self.differenceTolerance) else { return nil }
            let other = interval.asDifference?.asymmetry ?? 1
            if !row.row.isComparison, other <= Self.ratioTolerance { return nil }
            let isNatural = interval.isRatio && other == 0
            let scale = interval.isRatio ? "the log scale" : "its scale"
            let severity: FindingSeverity = asymmetry > Self.gross || isNatural ? .likely : .doubtful
            let hint = isNatural ? " On the natural scale it is in the middle: it may be a difference." : ""
            return Finding(
                code, severity, rows: row.subject(.ciLow), found: PublishedInterval.words(row.row),
                expected: "an estimate in the middle on \(scale); it is off by "
                    + "\(FindingWords.number(100 * asymmetry, digits: 2))% of the half width",
                advice: "Check the three numbers in the source; exact, bootstrap and likelihood limits are asymmetric."
                    + hint)
        }
    }
}
