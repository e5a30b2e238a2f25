import TrialEvidence

/// Printed p-values that contradict the confidence interval beside them.
public struct IntervalPValueCheck: EvidenceCheck {
    /// The check's code.
    public let code = "p-value-of-interval"
    /// What it looks for.
    public let summary = "A p-value does not follow from the estimate and its confidence interval."

    /// With unknown sizes, the fewest degrees of freedom that are thought of.
    private static let fewestDegrees = 5.0

    /// Makes the check.
    public init() {}

    /// Each p-value of a published comparison outside the range of ``IntervalTests``.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        evidence.rows.filter(\.row.isComparison).compactMap { row in
            guard let p = row.printedPValue, let interval = PublishedInterval(row) else { return nil }
            let sizes = [row.row.arm, row.row.comparator].compactMap { $0.flatMap { evidence.arm($0)?.n } }
            let freedom = sizes.count == 2 ? Double(max(2, (sizes.min() ?? 0) - 1)) : Self.fewestDegrees
            let range = interval.tests.pValues(degreesOfFreedom: min(freedom, 30))
            guard !p.interval.meets(range) else { return nil }
            let level = row.row.ciLevel ?? 95
            let changes = level == 95 && p.changesVerdict(of: range)
            return Finding(
                code, changes ? .likely : .doubtful, rows: row.subject(.pValue),
                found: "\(row.row.pValue.map(FindingWords.p) ?? ""); \(PublishedInterval.words(row.row))",
                expected: "p \(FindingWords.pRange(range)) from the interval"
                    + (changes ? ", on the other side of 0.05" : ""),
                advice: "Check the estimate, both limits, the level and the p-value in the source.")
        }
    }
}
