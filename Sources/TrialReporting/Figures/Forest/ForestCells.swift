import TrialResults
import TrialStatistics

/// The texts of a forest plot's columns, row by row, in the order of the style.
struct ForestCells: Sendable {
    let groups: ForestColumns
    private let order: [ForestStyle.Column]
    private let format: NumberFormat
    private let hasPlainWeights: Bool
    /// Whether there is a column of weights with something in it.
    let hasWeights: Bool

    private let further: [FigureColumn]

    init(_ studies: [StudyResult], style: ForestStyle, format: NumberFormat, further: [FigureColumn] = []) {
        self.further = further
        groups = ForestColumns(studies, splits: style.splitsCells)
        let hasWeights = studies.contains { $0.weight != nil }
        let isChosen = further.contains { $0.value == RowNumber.months.rawValue }
        let hasMonths = studies.contains { $0.months != nil } && !isChosen
        order = style.columns.filter { ($0 != .weight || hasWeights) && ($0 != .months || hasMonths) }
        self.hasWeights = order.contains(.weight)
        self.format = format
        hasPlainWeights = style.hasPlainWeights
    }

    /// A percentage of the weight.
    func weight(_ value: Double) -> String {
        hasPlainWeights ? format.fixed(value, decimals: 1) : format.percent(value)
    }

    /// Whether the studies measured an amount instead of counting events.
    var isContinuous: Bool { groups.columns.contains { [.mean, .meanAlone].contains($0.cell) } }

    /// The texts of a study's row.
    func study(_ study: StudyResult, effect: String) -> [String] {
        let own = row(
            groups: groups.cells(study, format), effect: effect, weight: study.weight.map(weight) ?? "",
            months: study.months.map(format.count) ?? "–")
        return further.map { $0.cell(study, format) } + own.dropFirst(further.count)
    }

    /// The texts of any row; `groups` has one text a column of the groups.
    func row(groups texts: [String]? = nil, effect: String = "", weight: String = "", months: String = "") -> [String] {
        further.map { _ in "" }
            + order.flatMap { column -> [String] in
                switch column {
                case .months: [months]
                case .groups: texts ?? groups.columns.map { _ in "" }
                case .effect: [effect]
                case .weight: [weight]
                case .plot, .lights: []
                }
            }
    }

    /// Events, participants and person-years of all studies together, in their columns; the events that have a column
    /// of their own stand in a row of their own, see ``events(_:)``.
    func totals(_ studies: [StudyResult]) -> [String] {
        groups.columns.map { column in
            guard column.cell.isSummed, let sum = sum(studies, column.group) else { return "" }
            return column.cell.text(sum, format)
        }
    }

    /// The events of all studies together, as a row; nil where none were counted.
    func events(_ studies: [StudyResult]) -> [String]? {
        guard groups.columns.contains(where: { $0.cell == .events }) else { return nil }
        return row(
            groups: groups.columns.map { column in
                column.cell == .events ? sum(studies, column.group).map { column.cell.text($0, format) } ?? "" : ""
            })
    }

    /// The group of all studies together; nil where studies lack a number, share a group or count people twice.
    private func sum(_ studies: [StudyResult], _ group: Int) -> GroupResult? {
        let own = studies.compactMap { group < $0.groups.count ? $0.groups[group] : nil }
        // A sum without a study would be too small, and one with a shared group too large: neither is shown.
        guard own.count == studies.count, !own.isEmpty, !hasSharedGroup(studies, group),
            studies.allSatisfy({ $0.persons == nil })
        else { return nil }
        func total(_ value: (GroupResult) -> Double?) -> Double? {
            let known = own.compactMap(value)
            return known.count == own.count ? known.reduce(0, +) : nil
        }
        return GroupResult(
            label: "", total: total(\.total), events: total(\.events), personYears: total(\.personYears))
    }

    /// Whether two rows of one study have the same participants in a group, as comparisons with one control have.
    private func hasSharedGroup(_ studies: [StudyResult], _ group: Int) -> Bool {
        var seen: [String: [GroupResult]] = [:]
        for study in studies where group < study.groups.count {
            if seen[study.study, default: []].contains(study.groups[group]) { return true }
            seen[study.study, default: []].append(study.groups[group])
        }
        return false
    }

    /// The columns of the figure with their headings.
    func columns(_ style: ForestStyle, headings: ForestHeadings, lights: Bool) -> [ForestContent.Column] {
        let chosen = further.map { ForestContent.Column(role: .text, heading: $0.shownHeading) }
        return chosen
            + order.flatMap { column -> [ForestContent.Column] in
                switch column {
                case .months: return [.init(role: .text, heading: "Months")]
                case .groups:
                    return groups.columns.map { .init(role: .text, heading: headings.cell($0.cell), group: $0.group) }
                case .effect: return [.init(role: .text, heading: headings.effect)]
                case .weight: return [.init(role: .text, heading: style.weightHeading)]
                case .plot: return [.init(role: .plot(0), heading: style.namesEffectAbovePlot ? headings.effect : "")]
                case .lights:
                    return lights ? [.init(role: .lights, heading: "", group: groups.groupNames.count)] : []
                }
            }
    }
}

/// The words over the columns of a forest plot.
struct ForestHeadings: Sendable {
    let style: ForestStyle
    let source: ForestSource
    let display: MeasureDisplay

    /// The heading of the effects: the measure and the level, with the method where the style names it.
    var effect: String {
        guard style.namesMethod else { return display.effectHeading(level: source.record.level) }
        let words = display.heading.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        let name = words.joined(separator: " ")
        let method = source.record.method
        // Where nothing was pooled no model was used.
        let model = source.total.map { _ in method.model == .common ? "Fixed" : "Random" }
        let level = "\(display.format.level(source.record.level))\u{A0}CI"
        return "\(name)\n" + [method.comparison.label, model, level].compactMap(\.self).joined(separator: ", ")
    }

    /// The heading of a column of a group.
    func cell(_ cell: ForestColumns.Cell) -> String {
        switch cell {
        case .eventsOfTotal: style.eventsHeading
        case .total: style.splitsCells ? "Total" : cell.heading
        default: cell.heading
        }
    }

    /// What the fixed names of the groups stand for; nil where they are the evidence's own.
    func groupsNote(_ columns: ForestColumns) -> String? {
        guard let names = style.groupNames, names.count == columns.groupNames.count, columns.isNamed else { return nil }
        let pairs = zip(names, columns.groupNames).map { "\($0): \($1)" }
        return pairs.joined(separator: "; ") + "."
    }

    /// The names of the groups.
    func groups(_ columns: ForestColumns) -> [String] {
        guard let names = style.groupNames, names.count == columns.groupNames.count else { return columns.groupNames }
        return names
    }
}
