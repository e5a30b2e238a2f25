import TrialEvidence

/// Mean changes for the worse where most patients improved, or the reverse.
public struct ScaleDirectionCheck: EvidenceCheck {
    /// The check's code.
    public let code = "scale-direction"
    /// What it looks for.
    public let summary = "A mean change points to the other side than the patients who improved and worsened."

    /// About one in twenty in each direction.
    private static let clear = 1.645

    /// Patients of an arm at a time.
    private struct Patients: Hashable {
        let arm: ArmKey
        let population: Population
        let stem: String
        let timepointMonths: Double?
    }

    /// Makes the check.
    public init() {}

    /// Each mean change that is clearly for the worse, by the scale's worse end, while clearly more patients improved than
    /// worsened, or the reverse. Needs a scale that says which end is worse.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        let rows = evidence.rows.filter { !$0.row.isComparison }
        func patients(_ row: ExaminedRow, _ stem: String) -> Patients {
            Patients(
                arm: row.row.arm, population: row.row.population, stem: stem, timepointMonths: row.row.timepointMonths)
        }
        func counts(_ ending: String) -> [Patients: ExaminedRow] {
            let pairs = rows.compactMap { row in
                OutcomeStem.of(row.row.outcome, without: ending).map { (patients(row, $0), row) }
            }
            return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        }
        let (improved, worsened) = (counts("_improved"), counts("_worsened"))
        return rows.compactMap { row in
            guard let scale = evidence.scales[row.row.outcome], scale.worse != .notStated, let mean = row.row.mean,
                let error = standardError(row.row), error > 0, abs(mean) > Self.clear * error
            else { return nil }
            let key = patients(row, OutcomeStem.of(row.row.outcome, without: "_change") ?? row.row.outcome)
            guard let better = improved[key], let worse = worsened[key], let up = better.row.events,
                let down = worse.row.events, Counts.sum([up, down]) > 0
            else { return nil }
            let sign = (Double(up) - Double(down)) / (Double(up) + Double(down)).squareRoot()
            let isWorse = (mean > 0) == (scale.worse == .higher)
            guard abs(sign) > Self.clear, isWorse == (sign > 0) else { return nil }
            var subject = row.subject(.mean)
            subject.places += [better.place(.events), worse.place(.events)]
            return Finding(
                code, .likely, rows: subject, found: "mean \(Decimals.text(mean)), \(up) improved, \(down) worsened",
                expected: "a mean change for the \(isWorse ? "better" : "worse"), as \(scale.worse.rawValue) is worse",
                advice: "Look whether the source counts improvement as positive, and at worse in scales.csv.")
        }
    }

    private func standardError(_ row: OutcomeRow) -> Double? {
        if let se = row.se { return se }
        guard let sd = row.sd, let n = row.n, n > 1 else { return nil }
        return sd / Double(n).squareRoot()
    }
}
