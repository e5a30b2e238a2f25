import TrialResults

/// The values of a property by which points are told apart: each has an ink and a shape of its own.
struct PointGroups {
    /// The shape of a point.
    enum Shape: CaseIterable {
        case circle, square, triangle, diamond

        /// The mark around a place, with the area of a circle of that radius.
        func mark(_ centre: Point, radius: Double, ink: Ink) -> Mark {
            let (x, y) = (centre.x, centre.y)
            switch self {
            case .circle: return .circle(centre: centre, radius: radius, fill: ink, rim: .paper)
            case .square:
                let half = 0.886 * radius
                return .rectangle(left: x - half, top: y - half, right: x + half, bottom: y + half, ink: ink)
            case .triangle:
                let side = 1.35 * radius
                return .polygon(
                    [Point(x, y - side), Point(x + side * 0.87, y + side / 2), Point(x - side * 0.87, y + side / 2)],
                    ink: ink)
            case .diamond:
                let half = 1.25 * radius
                return .polygon(
                    [Point(x, y - half), Point(x + half, y), Point(x, y + half), Point(x - half, y)], ink: ink)
            }
        }
    }

    /// The most groups with an ink of their own; the last one holds all further values.
    private static let inks: [Ink] = [.groupFirst, .groupSecond, .groupThird, .groupFourth, .groupFifth, .groupSixth]

    /// The values in the order of the key: by how many rows have them, then by name.
    let names: [String]
    private let places: [String: Int]
    private let property: String

    /// Groups of rows by a property; nil where none is asked for.
    init?(_ rows: [StudyResult], by property: String?) {
        guard let property else { return nil }
        self.property = property
        let counts = Dictionary(grouping: rows) { Self.value($0, property) }.mapValues(\.count)
        let values = counts.keys.sorted { (counts[$1] ?? 0, $0) < (counts[$0] ?? 0, $1) }
        let own = values.count <= Self.inks.count ? values : Array(values.prefix(Self.inks.count - 1))
        names = own.map(DisplayText.clean) + (own.count < values.count ? ["other"] : [])
        let last = names.count - 1
        places = Dictionary(
            uniqueKeysWithValues: values.enumerated().map { ($0.element, min($0.offset, last)) })
    }

    private static func value(_ row: StudyResult, _ property: String) -> String {
        row.value(of: property) ?? StudyResult.notStated
    }

    private func place(_ row: StudyResult) -> Int { places[Self.value(row, property)] ?? 0 }

    /// The ink of a row.
    func ink(_ row: StudyResult) -> Ink { Self.inks[place(row)] }

    /// The point of a row.
    func mark(_ row: StudyResult, at centre: Point, radius: Double) -> Mark {
        Self.shape(place(row)).mark(centre, radius: radius, ink: ink(row))
    }

    private static func shape(_ place: Int) -> Shape { Shape.allCases[place % Shape.allCases.count] }

    /// The lines of the key, each value after the name of the property.
    func legend(areas: String? = nil) -> [PlotContent.LegendEntry] {
        names.enumerated().map { place, name in
            let words = "\(PropertyWords.heading(property)): \(name)\(areas.map { "; \($0)" } ?? "")"
            let ink = Self.inks[place]
            return .init(
                sample: areas == nil ? .point(Self.shape(place), ink) : .dot(fill: ink, rim: ink), text: words)
        }
    }

    /// How many rows have each value, in a sentence.
    func sentence(_ rows: [StudyResult]) -> String {
        let counts = names.indices.map { place in "\(names[place]) \(rows.count { self.place($0) == place })" }
        return "\(PropertyWords.heading(property)): \(counts.joined(separator: ", "))."
    }
}
