import TrialEvidence
import TrialResults

/// What a flow diagram says, box by box, before anything has a place.
struct PrismaContent: Sendable {
    /// The columns of the diagram, from left to right.
    enum Column: Int, Sendable, Hashable, CaseIterable {
        case previous, main, removed, other, otherRemoved
    }

    /// The rows of the diagram, from top to bottom.
    enum Row: Int, Sendable, Hashable, CaseIterable {
        case identified, screened, sought, assessed, included, total

        /// The phase that the row belongs to.
        var phase: String {
            switch self {
            case .identified: "Identification"
            case .screened, .sought, .assessed: "Screening"
            case .included, .total: "Included"
            }
        }
    }

    /// A place in the grid.
    struct Place: Sendable, Hashable {
        let column: Column
        let row: Row
    }

    /// One box: a heading and lines below it.
    struct Box: Sendable, Equatable {
        let place: Place
        let heading: String
        let lines: [String]
    }

    /// The boxes that have something to say.
    let boxes: [Box]
    /// From which box to which an arrow goes.
    let arrows: [(from: Place, to: Place)]

    init(_ flow: [FlowEntry], format: NumberFormat) {
        let writer = BoxWriter(flow: flow, format: format)
        let boxes = Self.templates.compactMap(writer.box)
        self.boxes = boxes
        let places = Set(boxes.map(\.place))
        arrows = Self.arrows(places)
    }

    /// A box of the template: its place, its heading, and the keys whose counts stand in it.
    fileprivate struct Template: Sendable {
        let place: Place
        let heading: String
        let keys: [(key: PrismaBox, words: String)]

        init(_ column: Column, _ row: Row, _ heading: String, _ keys: [(key: PrismaBox, words: String)]) {
            place = Place(column: column, row: row)
            self.heading = heading
            self.keys = keys
        }
    }

    private static let templates = [
        Template(
            .previous, .identified, "Previous version of the review",
            [(.previousStudies, "Studies included"), (.previousReports, "Reports of these studies")]),
        Template(
            .main, .identified, "Records identified from databases and registers",
            [
                (.databaseResults, "Databases"), (.databaseSpecificResults, ""), (.registerResults, "Registers"),
                (.registerSpecificResults, ""),
            ]),
        Template(
            .removed, .identified, "Records removed before screening",
            [
                (.duplicates, "Duplicates"), (.excludedAutomatic, "Marked ineligible by automation"),
                (.excludedOther, "Other reasons"),
            ]),
        Template(
            .other, .identified, "Records identified by other methods",
            [
                (.websiteResults, "Websites"), (.organisationResults, "Organisations"),
                (.citationsResults, "Citation searching"),
            ]),
        Template(.main, .screened, "Records screened", [(.recordsScreened, "")]),
        Template(.removed, .screened, "Records excluded", [(.recordsExcluded, "")]),
        Template(.main, .sought, "Reports sought for retrieval", [(.soughtReports, "")]),
        Template(.removed, .sought, "Reports not retrieved", [(.notRetrievedReports, "")]),
        Template(.other, .sought, "Reports sought for retrieval", [(.otherSoughtReports, "")]),
        Template(.otherRemoved, .sought, "Reports not retrieved", [(.otherNotRetrievedReports, "")]),
        Template(.main, .assessed, "Reports assessed for eligibility", [(.assessed, "")]),
        Template(.removed, .assessed, "Reports excluded", [(.excluded, "")]),
        Template(.other, .assessed, "Reports assessed for eligibility", [(.otherAssessed, "")]),
        Template(.otherRemoved, .assessed, "Reports excluded", [(.otherExcluded, "")]),
        Template(
            .main, .included, "New studies included",
            [(.newStudies, "Studies"), (.newReports, "Reports of these studies")]),
        Template(
            .main, .total, "All studies included",
            [
                (.totalStudies, "Studies"), (.totalReports, "Reports of these studies"),
                (.studiesInMetaAnalysis, "Studies in a meta-analysis"),
                (.reportsInMetaAnalysis, "Reports in a meta-analysis"),
            ]),
    ]

    /// Down each column from box to box, to the side from each box to what was taken away, and into the included ones.
    private static func arrows(_ places: Set<Place>) -> [(from: Place, to: Place)] {
        var arrows: [(from: Place, to: Place)] = []
        for column in [Column.main, .other] {
            let down = Row.allCases.map { Place(column: column, row: $0) }.filter(places.contains)
            arrows += zip(down, down.dropFirst()).map { ($0, $1) }
        }
        for place in places.sorted(by: { ($0.row.rawValue, $0.column.rawValue) < ($1.row.rawValue, $1.column.rawValue) }
        ) {
            let side: Column? = place.column == .main ? .removed : place.column == .other ? .otherRemoved : nil
            if let side, places.contains(Place(column: side, row: place.row)) {
                arrows.append((place, Place(column: side, row: place.row)))
            }
        }
        func joins(_ from: Place?, _ rows: [Row]) {
            let goal = rows.map { Place(column: .main, row: $0) }.first(where: places.contains)
            if let from, let goal { arrows.append((from, goal)) }
        }
        joins(places.filter { $0.column == .other }.max { $0.row.rawValue < $1.row.rawValue }, [.included, .total])
        joins(places.first { $0.column == .previous }, [.total, .included])
        return arrows
    }
}

/// Fills the template with counts.
private struct BoxWriter {
    let flow: [FlowEntry]
    let format: NumberFormat

    func box(_ template: PrismaContent.Template) -> PrismaContent.Box? {
        let entries = template.keys.map { key in (key, flow.filter { $0.box == key.key.rawValue }) }
        let total = template.keys.count == 1 ? entries[0].1.reduce(0) { $0 + $1.count } : nil
        guard entries.contains(where: { !$0.1.isEmpty }) else { return nil }
        let lines = entries.flatMap { key, entries in
            entries.compactMap { line($0, key.words) }
        }
        let count = total.map { " (n = \(format.count($0)))" } ?? ""
        return PrismaContent.Box(place: template.place, heading: template.heading + count, lines: lines)
    }

    /// `Duplicates (n = 12)`; nil where the heading has the count already.
    private func line(_ entry: FlowEntry, _ words: String) -> String? {
        let name = entry.reason.isEmpty ? words : DisplayText.clean(entry.reason)
        return name.isEmpty ? nil : "\(name) (n = \(format.count(entry.count)))"
    }
}
