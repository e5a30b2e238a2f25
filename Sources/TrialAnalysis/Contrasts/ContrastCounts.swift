import TrialResults
import TrialStatistics

/// The cells of the rows that are pooled, to say what a rule for zero cells did to them.
struct CellCounts {
    private let set: ContrastSet
    private let positions: [Int]

    /// The rows at `positions`; a rule that looks at all rows looks at the whole set.
    init(_ set: ContrastSet, _ positions: [Int]) {
        self.set = set
        self.positions = positions
    }

    /// How many different studies the rows come from.
    var studies: Int { Set(positions.map { set.contrasts[$0].study }).count }

    /// A difference of two groups has four cells, or two counts over time; one group has two, or its one count.
    private static func cells(_ row: Contrast) -> (table: any CellTable, cells: Int)? {
        if let table = row.summary?.as(BinaryComparison.self) { return (table, 4) }
        if let table = row.summary?.as(CountComparison.self) { return (table, 2) }
        if let group = row.summary?.as(BinaryGroup.self) { return (group, 2) }
        return row.summary?.as(CountGroup.self).map { ($0, 1) }
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
        var use = ZeroCellUse(rule: rule, rows: touched.count, cells: touched.reduce(0) { $0 + $1.cells })
        use.among = rows.count
        return use
    }

    /// What a rule did to each row before its estimate was made; nil for a row that it left as it was.
    ///
    /// One group's own proportion or rate is what was observed, with exact limits.
    func corrections(by rule: ZeroCellRule?, measure: AnyEffectMeasure, level: Double) -> [CellCorrection?] {
        let rule = rule ?? .onlyZero
        let amount = measure.usualAddition.map { rule.add ?? $0 } ?? 0
        let showsGroups = [.proportion, .rate].contains(measure.descriptor.natural.kind)
        return positions.map { position in
            let row = set.contrasts[position]
            guard amount > 0, let (table, cells) = Self.cells(row), isTouched(table, by: rule) else { return nil }
            return CellCorrection(
                added: amount, cells: cells, observed: showsGroups ? Self.observed(row, level: level) : nil)
        }
    }

    /// The proportion or rate of one group as counted; nil for two groups.
    private static func observed(_ row: Contrast, level: Double) -> NaturalEffect? {
        if let group = row.summary?.as(BinaryGroup.self) {
            let limits = ClopperPearson().limits(of: group, level: level)
            return NaturalEffect(estimate: group.events / group.total, lower: limits.lower, upper: limits.upper)
        }
        return row.summary?.as(CountGroup.self).map { group in
            let limits = Garwood().limits(of: group, level: level)
            return NaturalEffect(estimate: group.count / group.time, lower: limits.lower, upper: limits.upper)
        }
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
