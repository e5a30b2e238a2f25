import TrialResults
import TrialStatistics

/// What a forest plot says, row by row, before anything has a place.
struct ForestContent: Sendable {
    /// One row.
    struct Row: Sendable {
        /// Its name.
        var label: String
        /// Whether the name and the numbers are bold.
        var isBold = false
        /// How far the name is moved in, in steps.
        var indentation = 0
        /// The cells of the group columns; empty for rows that are no study.
        var cells: [String] = []
        /// What is drawn in the plot.
        var symbol: Symbol?
        /// Estimate and limits in words.
        var effect = ""
        /// Percentage of the weight.
        var weight = ""
        /// A note under the name.
        var note: String?
        /// Whether a thin rule stands above.
        var startsBlock = false
    }

    /// What is drawn in the plot of one row.
    enum Symbol: Sendable {
        /// A study: a square whose area is the share of the largest weight, and its limits.
        case square(NaturalEffect, share: Double)
        /// A pooled effect.
        case diamond(NaturalEffect, ink: Ink)
        /// A prediction interval.
        case bar(ConfidenceLimits)
    }

    let title: String
    let columns: ForestColumns
    let effectHeading: String
    let showsWeights: Bool
    var rows: [Row] = []
    /// Lines under the plot.
    var footnotes: [String] = []

    /// The rows of an analysis; without rows where nothing can be shown.
    init(_ analysis: AnalysisResult) {
        let display = analysis.display
        title = DisplayText.clean(analysis.title)
        columns = ForestColumns(analysis.studies + analysis.beside.flatMap(\.studies))
        effectHeading = display.effectHeading(level: analysis.level)
        showsWeights = analysis.studies.contains { $0.weight != nil }
        var writer = ForestRowWriter(display: display, columns: columns)
        writer.write(analysis)
        rows = writer.rows
        footnotes = writer.footnotes
    }
}

/// The columns of numbers between the names and the plot: what each group reported.
struct ForestColumns: Sendable {
    /// What one column holds.
    enum Cell: Sendable, Equatable {
        /// Events of participants.
        case eventsOfTotal
        /// Events of person-years.
        case eventsOfPersonYears
        /// Participants.
        case total
        /// Mean and standard deviation.
        case mean

        var heading: String {
            switch self {
            case .eventsOfTotal: "Events/n"
            case .eventsOfPersonYears: "Events/person-years"
            case .total: "n"
            case .mean: "Mean (SD)"
            }
        }

        func text(_ group: GroupResult, _ format: NumberFormat) -> String {
            switch self {
            case .eventsOfTotal: Self.fraction(group.events, group.total, format)
            case .eventsOfPersonYears: Self.fraction(group.events, group.personYears, format)
            case .total: group.total.map(format.count) ?? ""
            case .mean:
                [group.mean.map(format.number), group.standardDeviation.map { "(\(format.number($0)))" }]
                    .compactMap(\.self).joined(separator: " ")
            }
        }

        private static func fraction(_ events: Double?, _ total: Double?, _ format: NumberFormat) -> String {
            guard let events else { return "" }
            return "\(format.count(events))/\(total.map(format.count) ?? "?")"
        }
    }

    /// One column: which group, and what of it.
    struct Column: Sendable, Equatable {
        let group: Int
        let cell: Cell
    }

    /// The columns, from left to right.
    let columns: [Column]
    /// The name above each group's columns: the one that all rows share, else a general one.
    let groupNames: [String]

    init(_ studies: [StudyResult]) {
        let groups = studies.map(\.groups.count).max() ?? 0
        columns = (0..<groups).flatMap { group in
            Self.cells(studies.compactMap { group < $0.groups.count ? $0.groups[group] : nil }).map {
                Column(group: group, cell: $0)
            }
        }
        let generic = groups == 2 ? ["Treatment", "Control"] : Array(repeating: "", count: groups)
        groupNames = (0..<groups).map { group in
            let names = studies.map { group < $0.groups.count ? $0.groups[group].label : nil }
            guard groups > 1, let name = names.first ?? nil, names.allSatisfy({ $0 == name }) else {
                return generic[group]
            }
            let clean = DisplayText.clean(name)
            return clean.prefix(1).uppercased() + clean.dropFirst()
        }
    }

    /// The cells of a study.
    func cells(_ study: StudyResult, _ format: NumberFormat) -> [String] {
        columns.map { $0.group < study.groups.count ? $0.cell.text(study.groups[$0.group], format) : "" }
    }

    fileprivate static func cells(_ groups: [GroupResult]) -> [Cell] {
        var cells: [Cell] = []
        if groups.contains(where: { $0.events != nil && $0.personYears != nil }) { cells.append(.eventsOfPersonYears) }
        if groups.contains(where: { $0.events != nil && $0.personYears == nil }) { cells.append(.eventsOfTotal) }
        let hasOther = groups.contains { $0.events == nil && $0.total != nil }
        if hasOther { cells.append(.total) }
        if groups.contains(where: { $0.mean != nil }) { cells.append(.mean) }
        return cells
    }
}
