import TrialEvidence

/// Values of single patients that lie between the steps of a scale, and medians between half steps.
public struct OffStepCheck: EvidenceCheck {
    /// The check's code.
    public let code = "off-step"
    /// What it looks for.
    public let summary = "An extreme, a median or a single value lies between the steps of its scale."

    /// Makes the check.
    public init() {}

    /// Each extreme or single value that is no step, and each median that is no half step.
    ///
    /// A median of an even number of patients may lie halfway between two values; of an odd number, it is one of them.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        evidence.rows.filter { !$0.row.isComparison }.flatMap { row -> [Finding] in
            guard let scale = evidence.scales[row.row.outcome], let step = scale.step else { return [] }
            let unit = step / Double(max(1, scale.items ?? 1))
            let isOdd = row.row.n.map { $0 % 2 == 1 } ?? false
            var cells: [(OutcomeCell, Double)] = [(.min, unit), (.max, unit), (.median, isOdd ? unit : unit / 2)]
            if row.row.statistic == .singleValue { cells.append((.mean, unit)) }
            return cells.compactMap { cell, grid in
                guard grid > 0 else { return nil }
                let test = GrimTest(n: 1, step: grid, origin: scale.minimum ?? 0)
                guard let number = row.printed(cell), !test.allows(number) else { return nil }
                let (below, above) = test.neighbours(of: number)
                return Finding(
                    code, .impossible, rows: row.subject(cell),
                    found: "\(cell.rawValue) \(Decimals.text(number.value))",
                    expected: "\(FindingWords.number(below)) or \(FindingWords.number(above)), in steps of "
                        + Decimals.text(grid),
                    advice: "Check the number in the source, and whether it is a mean; else the step in scales.csv.")
            }
        }
    }
}
