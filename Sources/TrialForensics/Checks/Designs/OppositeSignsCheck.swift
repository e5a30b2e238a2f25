import TrialEvidence

/// Outcomes for which two studies have clear effects in opposite directions: one may count improvement as positive.
public struct OppositeSignsCheck: EvidenceCheck {
    /// The check's code.
    public let code = "opposite-signs"
    /// What it looks for.
    public let summary = "Two studies of an outcome have clear effects with opposite signs."

    /// How often chance may bring an effect on the wrong side, among all effects of the outcome.
    private static let surprise = 0.05
    /// Below this it is hardly chance.
    private static let clear = 0.01

    /// A difference of a treated and a control arm that is clearly not zero.
    private struct Effect {
        let row: ExaminedRow
        let control: ExaminedRow?
        let difference: Double
        let pValue: Double
    }

    /// Makes the check.
    public init() {}

    /// Each outcome with clearly positive and clearly negative mean differences in different studies.
    ///
    /// p as printed or, where none is printed, by the t-test. With k differences of the outcome, k/2 times the least p-value of
    /// each side must be below 0.05 (likely wrong: 0.01), so that among many trials chance is not taken for a mistake.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        let effects = armEffects(evidence) + publishedEffects(evidence)
        return ExaminedEvidence.grouped(effects) { $0.row.row.outcome }.compactMap { outcome, all in
            let effects = all.filter { $0.pValue < Self.surprise }
            let positive = effects.filter { $0.difference > 0 }
            let negative = effects.filter { $0.difference < 0 }
            let studies = Set(positive.map(\.row.row.studyID)).symmetricDifference(negative.map(\.row.row.studyID))
            let sides = [positive, negative].compactMap { $0.map(\.pValue).min() }.map { $0 * Double(all.count) / 2 }
            guard sides.count == 2, sides.allSatisfy({ $0 < Self.surprise }), studies.count > 1 else { return nil }
            let rows = effects.flatMap { [$0.row] + [$0.control].compactMap(\.self) }
            let isHardlyChance = sides.allSatisfy { $0 < Self.clear }
            var seen: Set<OutcomeKey> = []
            let words = effects.map { effect in
                "\(effect.row.row.studyID) \(effect.row.row.armID) \(FindingWords.number(effect.difference))"
            }
            return Finding(
                code, isHardlyChance ? .likely : .doubtful,
                rows: FindingRows(rows.filter { seen.insert($0.row.key).inserted }, subject: outcome),
                found: words.joined(separator: ", "),
                expected: "the same sign where studies count in the same direction",
                advice:
                    "Look in each source which direction is better; give one of them another outcome, or turn its sign."
            )
        }
    }

    private func armEffects(_ evidence: ExaminedEvidence) -> [Effect] {
        evidence.settings.flatMap { _, rows -> [Effect] in
            let means = rows.filter { $0.row.mean != nil }
            let controls = means.filter { evidence.arm($0.row.arm)?.role == .control }
            guard controls.count == 1, let control = controls.first, let usual = control.row.mean else { return [] }
            return means.compactMap { row in
                guard evidence.arm(row.row.arm)?.role == .treatment, let mean = row.row.mean else { return nil }
                return Effect(row: row, control: control, difference: mean - usual, pValue: pValue(row, control))
            }
        }
    }

    private func pValue(_ row: ExaminedRow, _ control: ExaminedRow) -> Double {
        if let p = row.row.pValue { return p.isBelow ? p.value * 0.999 : p.value }
        func group(_ row: ExaminedRow) -> TwoMeansPValues.Group? {
            guard let mean = row.row.mean, let sd = row.row.sd, let n = row.row.n, n > 1 else { return nil }
            return .init(mean: Interval(mean, mean), sd: Interval(sd, sd), n: n)
        }
        guard let first = group(row), let second = group(control) else { return 1 }
        return TwoMeansPValues(first, second).independent.upper
    }

    private func publishedEffects(_ evidence: ExaminedEvidence) -> [Effect] {
        evidence.rows.compactMap { row in
            guard row.row.isComparison, row.row.statistic == .differenceCI, let effect = row.row.effect,
                let tests = PublishedInterval(row)?.tests
            else { return nil }
            let p = tests.pValues(degreesOfFreedom: 30).upper
            return Effect(row: row, control: nil, difference: effect, pValue: p)
        }
    }
}
