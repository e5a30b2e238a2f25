import TrialResults
import TrialStatistics

/// The counts of a row, in the shape that a measure or a method for rare events reads.
extension Contrast {
    /// The row as a 2 × 2 table; nil where it is not one of events and totals in two groups.
    var binaryComparison: BinaryComparison? {
        guard groups.count == 2, let a = groups[0].binary, let b = groups[1].binary else { return nil }
        return BinaryComparison(events1: a.events, total1: a.total, events2: b.events, total2: b.total)
    }

    /// The row as events over person-time in two groups; nil where it is not.
    var countComparison: CountComparison? {
        guard groups.count == 2, let a = groups[0].rate, let b = groups[1].rate else { return nil }
        return CountComparison(count1: a.count, time1: a.time, count2: b.count, time2: b.time)
    }

    /// The row as events and total of one group; nil where it is not.
    var binaryGroup: BinaryGroup? { groups.count == 1 ? groups[0].binary : nil }

    /// The row as events over person-time in one group; nil where it is not.
    var countGroup: CountGroup? { groups.count == 1 ? groups[0].rate : nil }
}

extension GroupResult {
    /// Events among all; nil where one is missing or the events are counted over time.
    var binary: BinaryGroup? {
        guard personYears == nil, let events, let total else { return nil }
        return BinaryGroup(events: events, total: total)
    }

    /// Events over person-years; nil where one is missing.
    var rate: CountGroup? {
        guard let events, let personYears else { return nil }
        return CountGroup(count: events, time: personYears)
    }
}

/// The cells of the rows that are pooled, to say what a rule for zero cells did to them.
struct CellCounts {
    private let set: ContrastSet
    private let positions: [Int]

    /// The rows at `positions`; a rule that looks at all rows looks at the whole set.
    init(_ set: ContrastSet, _ positions: [Int]) {
        self.set = set
        self.positions = positions
    }

    /// A difference of two groups has four cells, or two counts over time; one group has two, or its one count.
    private static func cells(_ row: Contrast) -> (table: any CellTable, cells: Int)? {
        if let table = row.binaryComparison { return (table, 4) }
        if let table = row.countComparison { return (table, 2) }
        if let group = row.binaryGroup { return (group, 2) }
        return row.countGroup.map { ($0, 1) }
    }

    /// What a rule does to the rows; nil where they are not counts, or the measure knows no addition.
    ///
    /// - Parameters:
    ///   - rule: The rule; nil for the measures' usual one.
    ///   - usual: What the measure adds where the rule names no amount; nil for measures that are not of counts.
    func use(of rule: ZeroCellRule?, usual: Double?) -> ZeroCellUse? {
        guard let usual else { return nil }
        let rows = positions.compactMap { Self.cells(set.contrasts[$0]) }
        guard !rows.isEmpty else { return nil }
        let rule = rule ?? .onlyZero
        let touched = (rule.add ?? usual) > 0 ? rows.filter { isTouched($0.table, by: rule) } : []
        return ZeroCellUse(rule: rule, rows: touched.count, cells: touched.reduce(0) { $0 + $1.cells })
    }

    private func isTouched(_ table: any CellTable, by rule: ZeroCellRule) -> Bool {
        if rule.dropDoubleZero, table.isUninformative { return false }
        return switch rule.to {
        case .onlyZero: table.hasZeroCell
        case .all: true
        case .ifAnyZero: set.contrasts.contains { Self.cells($0)?.table.hasZeroCell ?? false }
        case .none: false
        }
    }
}
