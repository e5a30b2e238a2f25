import TrialEvidence

/// Percentages that disagree with the count beside them, or that no count of patients gives.
public struct PercentAndCountCheck: EvidenceCheck {
    /// The check's code.
    public let code = "percent-and-count"
    /// What it looks for.
    public let summary = "A percentage and a count disagree, or no count of patients gives the percentage."

    /// Makes the check.
    public init() {}

    /// Each percentage that does not round from events / n; without events, from any whole number of patients.
    ///
    /// Zeros at the end are not trusted: tables often pad a printed 22% to 22.0.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        evidence.rows.compactMap { row in
            let isPercent = row.row.effectMeasure == .percent || row.row.effectMeasure == .percentOfTreated
            guard isPercent || row.row.statistic == .percent, let effect = row.row.effect, let n = row.row.n,
                (1...Counts.greatest).contains(n), abs(effect) < 1e6
            else { return nil }
            let percent = PrintedNumber(shortest: effect)
            if let events = row.row.events {
                let share = 100 * Double(events) / Double(n)
                guard !percent.interval.contains(share, slack: 1e-9) else { return nil }
                return Finding(
                    code, .likely, rows: row.subject(.effect),
                    found: "\(Decimals.text(percent.value))%, \(events) of \(n)",
                    expected: "\(FindingWords.number(share))% for \(events) of \(n)",
                    advice:
                        "Check percentage, count and n in the source; a percentage from survival curves is no share.")
            }
            let counts = percent.interval * (Double(n) / 100)
            guard counts.lower.rounded(.up) > counts.upper + 1e-9 else { return nil }
            let below = Int(counts.lower.rounded(.down))
            return Finding(
                code, .likely, rows: row.subject(.effect), found: "\(Decimals.text(percent.value))% of \(n)",
                expected: "\(FindingWords.number(100 * Double(below) / Double(n)))% (\(below)) or "
                    + "\(FindingWords.number(100 * Double(below + 1) / Double(n)))% (\(below + 1))",
                advice: "Check percentage and n in the source; fewer patients may have been assessed.")
        }
    }
}
