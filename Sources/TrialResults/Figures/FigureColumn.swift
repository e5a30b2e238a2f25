/// A further column of a forest plot: a number of the rows, or a property of studies and arms.
public struct FigureColumn: Codable, Sendable, Equatable {
    /// What it holds: a word of ``RowNumber`` or the name of a property.
    public let value: String
    /// The heading; nil for the usual one.
    public let heading: String?

    /// Creates a column.
    public init(_ value: String, heading: String? = nil) {
        self.value = value
        self.heading = heading
    }

    private var number: RowNumber? { RowNumber(rawValue: value) }

    /// The property; nil for a number of the rows.
    public var property: String? { number == nil ? value : nil }

    /// The heading as it is shown.
    public var shownHeading: String {
        heading.map(DisplayText.clean) ?? number?.heading ?? PropertyWords.heading(value)
    }

    /// The cell of a row; a dash where the row has no such value.
    public func cell(_ row: StudyResult, _ format: NumberFormat) -> String {
        let text = number.map { $0.cell(row, format) } ?? row.value(of: value).map(DisplayText.clean)
        return text ?? "–"
    }
}

/// A number that every row may have; the raw value is its word in plans.
public enum RowNumber: String, Sendable, CaseIterable {
    /// The year of publication.
    case year
    /// Months from the start of treatment to the result.
    case months
    /// Different people.
    case persons
    /// Participants of all groups.
    case total
    /// Events of all groups.
    case events
    /// Events of participants of all groups.
    case eventsOfTotal = "events/total"
    /// Person-years of all groups.
    case personYears = "person-years"
    /// The standard error on the scale of analysis.
    case standardError = "standard-error"

    /// The usual heading.
    var heading: String {
        switch self {
        case .year: "Year"
        case .months: "Months"
        case .persons: "Persons"
        case .total: "Participants"
        case .events: "Events"
        case .eventsOfTotal: "Events/n"
        case .personYears: "Person-years"
        case .standardError: "Standard error"
        }
    }

    /// The number of a row; nil where it has none.
    func cell(_ row: StudyResult, _ format: NumberFormat) -> String? {
        func sum(_ part: (GroupResult) -> Double?) -> Double? {
            let known = row.groups.compactMap(part)
            return known.isEmpty || known.count < row.groups.count ? nil : known.reduce(0, +)
        }
        switch self {
        case .year: return row.year.map { String($0) }
        case .months: return row.months.map(format.count)
        case .persons: return (row.persons ?? sum(\.total)).map(format.count)
        case .total: return sum(\.total).map(format.count)
        case .events: return sum(\.events).map(format.count)
        case .eventsOfTotal:
            guard let events = sum(\.events), let total = sum(\.total) else { return nil }
            return "\(format.count(events))/\(format.count(total))"
        case .personYears: return sum(\.personYears).map(format.count)
        case .standardError: return format.number(row.variance.squareRoot())
        }
    }
}

extension StudyResult {
    /// What stands as a property's value where a source does not say.
    public static let notStated = "not stated"

    /// The value of a property in words; nil where the row has none, or does not state it.
    public func value(of property: String) -> String? {
        if let text = properties[property] { return text == Self.notStated ? nil : text }
        return quantities?[property].map { NumberFormat.exact($0) }
    }
}
