import TrialEvidence
import TrialNumerics

/// Printed p-values that contradict the test statistic or the standardized difference beside them.
public struct StatisticPValueCheck: EvidenceCheck {
    /// The check's code.
    public let code = "p-value-of-statistic"
    /// What it looks for.
    public let summary = "A p-value does not follow from the printed test statistic, or from Cohen's d and the sizes."

    /// Makes the check.
    public init() {}

    /// Each p-value outside what the statistic gives between its t distribution and the normal one.
    ///
    /// Cohen's d of two arms is taken for t √(1/n₁ + 1/n₂).
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        evidence.rows.compactMap { row in
            guard let p = row.printedPValue, let effect = row.printed(.effect),
                let (factor, freedom, sizes) = statistic(row.row, evidence)
            else { return nil }
            let magnitudes = effect.interval.magnitudes * factor
            let t = StudentTDistribution(degreesOfFreedom: freedom)
            let range = Interval(NormalDistribution.standard.twoSided(magnitudes.upper), t.twoSided(magnitudes.lower))
            guard !p.fits(range) else { return nil }
            let changes = p.changesVerdict(of: range)
            return Finding(
                code, changes ? .likely : .doubtful, rows: row.subject(.pValue),
                found: "\(row.row.pValue.map(FindingWords.p) ?? ""); \(row.row.effectMeasure?.rawValue ?? "") "
                    + "\(Decimals.text(effect.value)), \(sizes)",
                expected: "p \(FindingWords.pRange(range))\(changes ? ", on the other side of 0.05" : "")",
                advice:
                    "Check the statistic, the sizes and what was tested; a model with repeated measures gives others.")
        }
    }

    private func statistic(
        _ row: OutcomeRow, _ evidence: ExaminedEvidence
    ) -> (factor: Double, freedom: Double, words: String)? {
        switch row.effectMeasure {
        case .testStatistic:
            guard let n = evidence.patients(of: row), n > 1 else { return nil }
            return (1, Double(n - 1), "n \(n)")
        case .cohenD:
            guard let comparator = row.comparator, let n = evidence.arm(row.arm)?.n,
                let m = evidence.arm(comparator)?.n, n > 1, m > 1
            else { return nil }
            let factor = (1 / (1 / Double(n) + 1 / Double(m))).squareRoot()
            return (factor, Double(min(n, m) - 1), "n \(n) and \(m)")
        default: return nil
        }
    }
}
