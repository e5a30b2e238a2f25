import TrialEvidence

/// Two arms with the p-value that is printed for them.
struct PrintedComparison {
    /// The row of the arm that the p-value stands beside.
    let first: ExaminedRow
    /// The row of the arm it is compared with.
    let second: ExaminedRow
    /// The row that holds the p-value.
    let source: ExaminedRow
    /// The p-value.
    let pValue: PrintedPValue
    /// Every arm of the setting, where the p-value may be one for all of them; otherwise empty.
    let allArms: [ExaminedRow]
    /// Whether patients are compared with themselves.
    let isWithinPerson: Bool
}

/// Finds which arms a printed p-value compares.
///
/// A p-value beside an arm that is no control compares it with the only control of its setting, unless the control has
/// another p-value: then both are about changes within the arms. Where no arm is a control, two arms with the same p-value
/// are compared. A row with a comparator says itself what it compares. Arms that add up periods or count cycles are left
/// out, because patients stand in several of them.
struct PrintedComparisons {
    private let evidence: ExaminedEvidence

    init(_ evidence: ExaminedEvidence) {
        self.evidence = evidence
    }

    /// The comparisons whose two rows both satisfy a condition.
    func all(where isUsable: (OutcomeRow) -> Bool) -> [PrintedComparison] {
        evidence.settings.flatMap { _, rows -> [PrintedComparison] in
            let usable = rows.filter { isUsable($0.row) && isIndependent($0) }
            guard Set(usable.map(\.row.armID)).count == usable.count, usable.count > 1 else { return [] }
            return pairs(usable)
        } + published(where: isUsable)
    }

    private func isIndependent(_ row: ExaminedRow) -> Bool {
        guard let arm = evidence.arm(row.row.arm) else { return false }
        return arm.period != .pooled && arm.unit == .patient && arm.combines.isEmpty
    }

    private func pairs(_ rows: [ExaminedRow]) -> [PrintedComparison] {
        let controls = rows.filter { evidence.arm($0.row.arm)?.role == .control }
        let tested = rows.filter { $0.row.pValue != nil }
        let isOneForAll = rows.count > 2 && Set(tested.compactMap(\.row.pValue)).count == 1
        if controls.count == 1, let control = controls.first {
            return tested.compactMap { row in
                guard row.row.armID != control.row.armID,
                    control.row.pValue == nil || control.row.pValue == row.row.pValue
                else { return nil }
                return comparison(row, control, source: row, allArms: isOneForAll ? rows : [])
            }
        }
        guard rows.count == 2, tested.count == 2, rows[0].row.pValue == rows[1].row.pValue else { return [] }
        return [comparison(rows[0], rows[1], source: rows[0], allArms: [])].compactMap(\.self)
    }

    private func published(where isUsable: (OutcomeRow) -> Bool) -> [PrintedComparison] {
        let tested = evidence.rows.filter { $0.row.isComparison && $0.row.pValue != nil }
        guard !tested.isEmpty else { return [] }
        let bySetting = Dictionary(
            evidence.settings.map { ($0.setting, $0.rows) }, uniquingKeysWith: { first, _ in first })
        return tested.compactMap { row in
            let usable = (bySetting[RowSetting(row.row)] ?? []).filter { isUsable($0.row) && isIndependent($0) }
            let first = usable.filter { $0.row.armID == row.row.armID }
            let second = usable.filter { $0.row.armID == row.row.comparatorArmID }
            guard first.count == 1, second.count == 1 else { return nil }
            return comparison(first[0], second[0], source: row, allArms: [])
        }
    }

    private func comparison(
        _ first: ExaminedRow, _ second: ExaminedRow, source: ExaminedRow, allArms: [ExaminedRow]
    ) -> PrintedComparison? {
        guard let pValue = source.printedPValue else { return nil }
        let periods = [first, second].map { evidence.arm($0.row.arm)?.period }
        guard periods[0] == periods[1] else { return nil }
        return PrintedComparison(
            first: first, second: second, source: source, pValue: pValue, allArms: allArms,
            isWithinPerson: periods[0] == .withinPerson)
    }
}

extension PrintedComparison {
    /// The finding that none of the usual tests gives the printed p-value.
    func finding(_ code: String, range: Interval, tests: String, numbers: String, hint: String = "") -> Finding {
        let changes = pValue.changesVerdict(of: range)
        var rows = source.subject(.pValue)
        rows.places += [first, second].filter { $0.row.key != source.row.key }.map { $0.place() }
        let verdict = changes ? ", on the other side of 0.05" : ""
        return Finding(
            code, changes ? .likely : .doubtful, rows: rows,
            found: "\(source.row.pValue.map(FindingWords.p) ?? ""); \(numbers)",
            expected: "p \(FindingWords.pRange(range)) by \(tests)\(verdict)",
            advice:
                "Check the numbers and what was tested: a rank test, a model with covariates or a test within one arm "
                + "gives other values.\(hint)")
    }
}
