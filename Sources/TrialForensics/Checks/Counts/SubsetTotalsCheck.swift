import TrialEvidence

/// Parts of the patients with more patients or events than all of them.
public struct SubsetTotalsCheck: EvidenceCheck {
    /// The check's code.
    public let code = "subset-totals"
    /// What it looks for.
    public let summary = "A part of the patients has more patients or events than all of them."

    /// Makes the check.
    public init() {}

    /// Each row about a part of an arm that contradicts the row about all of it: in patients, in events, or in patients
    /// without events.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        let rows = evidence.rows.filter { !$0.row.isComparison && $0.row.n != nil }
        let wholes = Dictionary(
            rows.filter(\.row.population.isWholeStudy).map { ($0.row.key, $0) }, uniquingKeysWith: { first, _ in first }
        )
        return rows.filter { !$0.row.population.isWholeStudy }.compactMap { part in
            var key = part.row.key
            key.population = Population("all")
            guard let whole = wholes[key], let n = part.row.n, let all = whole.row.n else { return nil }
            var subject = part.subject()
            subject.places.append(whole.place())
            func finding(_ found: String, _ expected: String) -> Finding {
                Finding(
                    code, .impossible, rows: subject, found: found, expected: expected,
                    advice: "Check both rows in the source; they may be about different visits.")
            }
            if n > all { return finding("n \(n)", "at most \(all), the n of all patients") }
            guard part.row.statistic == .events, let events = part.row.events, let total = whole.row.events else {
                return nil
            }
            if events > total { return finding("\(events) events", "at most \(total), the events of all patients") }
            guard total - events > all - n else { return nil }
            return finding(
                "\(events)/\(n) beside \(total)/\(all) in all",
                "no more than \(all - n) events among the \(all - n) other patients, not \(total - events)")
        }
    }
}
