import TrialEvidence

/// Arms of which more patients are counted later than earlier.
public struct GrowingCountCheck: EvidenceCheck {
    /// The check's code.
    public let code = "growing-n"
    /// What it looks for.
    public let summary = "More patients of an arm are assessed later than earlier."

    /// What keeps an arm's rows comparable over time.
    private struct Series: Hashable {
        let arm: ArmKey
        let population: Population
        let outcome: String
        let statistic: Statistic
        let variant: String
    }

    /// Makes the check.
    public init() {}

    /// Each time point at which n is larger than at the one before, for the same outcome, population and statistic.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        let rows = evidence.rows.filter { !$0.row.isComparison && $0.row.n != nil && $0.row.timepointMonths != nil }
        let series = ExaminedEvidence.grouped(rows) { row in
            Series(
                arm: row.row.arm, population: row.row.population, outcome: OutcomeStem.measured(row.row.outcome),
                statistic: row.row.statistic, variant: row.row.distinction)
        }
        return series.flatMap { _, rows -> [Finding] in
            let ordered = rows.sorted { ($0.row.timepointMonths ?? 0) < ($1.row.timepointMonths ?? 0) }
            return zip(ordered, ordered.dropFirst()).compactMap { earlier, later in
                guard let before = earlier.row.n, let after = later.row.n, after > before,
                    let from = earlier.row.timepointMonths, let to = later.row.timepointMonths, from < to
                else { return nil }
                var subject = later.subject(.n)
                subject.places.append(earlier.place(.n))
                return Finding(
                    code, .likely, rows: subject,
                    found: "n \(after) at \(Decimals.text(to)) months, \(before) at \(Decimals.text(from)) months",
                    expected: "at most \(before)",
                    advice: "Check both numbers in the source; patients who missed a visit may have come back.")
            }
        }
    }
}
