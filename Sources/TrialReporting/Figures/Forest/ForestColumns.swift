import TrialResults

/// The columns of numbers between the names and the plot: what each group reported.
struct ForestColumns: Sendable {
    /// What one column holds.
    enum Cell: Sendable, Equatable {
        /// Events of participants.
        case eventsOfTotal
        /// Events of person-years.
        case eventsOfPersonYears
        /// Events alone.
        case events
        /// Person-years alone.
        case personYears
        /// Participants.
        case total
        /// Mean and standard deviation.
        case mean
        /// Mean alone.
        case meanAlone
        /// Standard deviation alone.
        case deviation

        var heading: String {
            switch self {
            case .eventsOfTotal: "Events/n"
            case .eventsOfPersonYears: "Events/person-years"
            case .events: "Events"
            case .personYears: "Person-years"
            case .total: "n"
            case .mean: "Mean (SD)"
            case .meanAlone: "Mean"
            case .deviation: "SD"
            }
        }

        /// Whether studies' numbers are added up beside a pooled effect.
        var isSummed: Bool {
            switch self {
            case .eventsOfTotal, .eventsOfPersonYears, .total, .personYears: true
            case .events, .mean, .meanAlone, .deviation: false
            }
        }

        func text(_ group: GroupResult, _ format: NumberFormat) -> String {
            switch self {
            case .eventsOfTotal: Self.fraction(group.events, group.total, format)
            case .eventsOfPersonYears: Self.fraction(group.events, group.personYears, format)
            case .events: group.events.map(format.count) ?? ""
            case .personYears: group.personYears.map(format.count) ?? ""
            case .total: group.total.map(format.count) ?? ""
            case .mean:
                [group.mean.map(format.number), group.standardDeviation.map { "(\(format.number($0)))" }]
                    .compactMap(\.self).joined(separator: " ")
            case .meanAlone: group.mean.map(format.number) ?? ""
            case .deviation: group.standardDeviation.map(format.number) ?? ""
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
    /// Whether the names are those of the evidence.
    let isNamed: Bool

    /// The columns of some rows; `splits` gives events, means and deviations columns of their own.
    init(_ studies: [StudyResult], splits: Bool = false) {
        let groups = studies.map(\.groups.count).max() ?? 0
        columns = (0..<groups).flatMap { group in
            Self.cells(studies.compactMap { group < $0.groups.count ? $0.groups[group] : nil }, splits: splits).map {
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
        isNamed = groupNames != generic
    }

    /// The cells of a study.
    func cells(_ study: StudyResult, _ format: NumberFormat) -> [String] {
        columns.map { $0.group < study.groups.count ? $0.cell.text(study.groups[$0.group], format) : "" }
    }

    private static func cells(_ groups: [GroupResult], splits: Bool) -> [Cell] {
        let counts = groups.contains { $0.events != nil && $0.personYears == nil }
        let rates = groups.contains { $0.events != nil && $0.personYears != nil }
        let means = groups.contains { $0.mean != nil }
        let others = groups.contains { $0.events == nil && $0.total != nil }
        guard splits else {
            return [
                rates ? .eventsOfPersonYears : nil, counts ? .eventsOfTotal : nil, others ? .total : nil,
                means ? .mean : nil,
            ].compactMap(\.self)
        }
        return [
            means ? .meanAlone : nil, means ? .deviation : nil, counts || rates ? .events : nil,
            rates ? .personYears : nil, counts || others ? .total : nil,
        ].compactMap(\.self)
    }
}
