import TrialEvidence

/// Numbers that no patient on the scale can have: a mean, median, quartile or extreme beyond the scale's ends.
public struct OffScaleCheck: EvidenceCheck {
    /// The check's code.
    public let code = "off-scale"
    /// What it looks for.
    public let summary = "A mean, median, quartile or extreme lies beyond the ends of its scale."

    /// Makes the check.
    public init() {}

    /// Each cell beyond the ends that scales.csv gives; rounding is allowed for.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        let cells: [OutcomeCell] = [.mean, .median, .q1, .q3, .min, .max]
        return evidence.rows.filter { !$0.row.isComparison }.flatMap { row -> [Finding] in
            guard let scale = evidence.scales[row.row.outcome] else { return [] }
            let ends = Interval(scale.minimum ?? -.infinity, scale.maximum ?? .infinity)
            return cells.compactMap { cell in
                guard let number = row.printed(cell), !number.interval.meets(ends) else { return nil }
                let low = scale.minimum.map(Decimals.text) ?? "no lower end"
                let high = scale.maximum.map(Decimals.text) ?? "no upper end"
                return Finding(
                    code, .impossible, rows: row.subject(cell),
                    found: "\(cell.rawValue) \(Decimals.text(number.value))", expected: "\(low) to \(high)",
                    advice: "Check the number and its sign in the source, or the ends of the scale in scales.csv.")
            }
        }
    }
}
