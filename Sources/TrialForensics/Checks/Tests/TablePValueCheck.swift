import TrialEvidence

/// Printed p-values that no usual test of the printed 2×2 table gives.
public struct TablePValueCheck: EvidenceCheck {
    /// The check's code.
    public let code = "p-value-of-events"
    /// What it looks for.
    public let summary = "A p-value does not follow from the events and patients of two arms."

    /// Makes the check.
    public init() {}

    /// Each p-value outside the range of ``TableTests``; one that several arms share may also be one for all of them.
    /// Rows that compare patients with themselves are left out, since the pairs are not printed.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        PrintedComparisons(evidence).all { row in
            row.statistic == .events && (1...Counts.greatest).contains(row.n ?? 0)
                && (0...(row.n ?? 0)).contains(row.events ?? -1)
        }.compactMap { comparison in
            guard !comparison.isWithinPerson else { return nil }
            let range = table([comparison.first, comparison.second]).range
            let overall = comparison.allArms.isEmpty ? range : table(comparison.allArms).range
            guard !comparison.pValue.fits(range), !comparison.pValue.fits(overall) else { return nil }
            let numbers = [comparison.first, comparison.second].map { row in
                "\(row.row.armID) \(row.row.events ?? 0)/\(row.row.n ?? 0)"
            }
            return comparison.finding(
                code, range: range, tests: "Fisher's, the chi-squared or the Wald test",
                numbers: numbers.joined(separator: "; "))
        }
    }

    private func table(_ rows: [ExaminedRow]) -> TableTests {
        TableTests(events: rows.map { $0.row.events ?? 0 }, patients: rows.map { $0.row.n ?? 1 })
    }
}
