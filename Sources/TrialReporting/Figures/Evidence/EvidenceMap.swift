import TrialResults

/// Where there are trials and where there are none: type of multiple sclerosis across, source of the cells down, route as
/// letters and colour, participants as the area of a bubble; filled where patients were randomised.
///
/// Secondary reports of a study are not drawn: their patients stand there already. Evidence maps: Miake-Lye et al. 2016,
/// doi:10.1186/s13643-016-0204-x.
public struct EvidenceMap: DocumentFigure {
    /// `evidence-map`.
    public let code = "evidence-map"
    /// `Map of the evidence`.
    public let title = "Map of the evidence"

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where no study states its type, source or route.
    public func scene(for document: ResultDocument, style: any FigureStyle) throws(ReportingError) -> Scene? {
        let content = EvidenceMapContent(document.overview?.studies ?? [])
        return content.isEmpty ? nil : EvidenceMapPainter(content: content, style: style, title: title).scene
    }
}

/// The studies of a map by the cell that they stand in, each with its number in the key.
struct EvidenceMapContent: Sendable {
    /// How the cells were given, as letters and a colour.
    enum Route: String, Sendable, CaseIterable {
        case intravenous, intrathecal, both, several
        case unknown = "not stated"

        /// The letters beside a bubble.
        var letters: String {
            switch self {
            case .intravenous: "iv"
            case .intrathecal: "it"
            case .both: "iv+it"
            case .several: "iv|it"
            case .unknown: "?"
            }
        }

        /// What the letters mean.
        var words: String {
            switch self {
            case .intravenous: "into a vein"
            case .intrathecal: "into the cerebrospinal fluid"
            case .both: "both ways together"
            case .several: "arms differ"
            case .unknown: "not stated"
            }
        }

        /// The colour.
        var ink: Ink {
            switch self {
            case .intravenous: .estimate
            case .intrathecal: .subgroup
            case .both: .prediction
            case .several: .pooled
            case .unknown: .muted
            }
        }
    }

    /// One study.
    struct Item: Sendable {
        let number: Int
        let study: StudyOverview
        let route: Route
        let isRandomised: Bool
    }

    /// The types of disease, from left to right.
    let columns: [String]
    /// The sources of cells, from top to bottom.
    let rows: [String]
    /// The studies in the order of the key.
    let items: [Item]
    /// How many reports are left out because they are about patients of another study.
    let secondaryReports: Int

    private static let types = ["relapsing", "mixed", "progressive", "not stated"]
    private static let sources = [
        "bone marrow", "adipose", "umbilical cord", "placenta", "haematopoietic", "other", "not stated",
    ]

    init(_ studies: [StudyOverview]) {
        let own = studies.filter { $0.secondaryReportOf == nil }
        secondaryReports = studies.count - own.count
        items = own.enumerated().map { index, study in
            Item(
                number: index + 1, study: study,
                route: Route(rawValue: study.properties["route"] ?? "") ?? .unknown,
                isRandomised: study.design.hasSuffix("rct"))
        }
        columns = Self.order(Self.types, own.map(Self.column))
        rows = Self.order(Self.sources, own.map(Self.row))
    }

    /// Whether nothing is known of any study's type or source.
    var isEmpty: Bool { items.isEmpty || (columns == ["not stated"] && rows == ["not stated"]) }

    /// The studies of a cell, the largest first.
    func items(column: String, row: String) -> [Item] {
        items.filter { Self.column($0.study) == column && Self.row($0.study) == row }
            .sorted { ($0.study.participants ?? 0, $1.number) > ($1.study.participants ?? 0, $0.number) }
    }

    private static func column(_ study: StudyOverview) -> String { study.properties["ms-type"] ?? "not stated" }
    private static func row(_ study: StudyOverview) -> String { study.properties["cell-source"] ?? "not stated" }

    /// The known names first, in their order, then others as they come.
    private static func order(_ known: [String], _ names: [String]) -> [String] {
        let present = Set(names)
        var others: [String] = []
        for name in names where !known.contains(name) && !others.contains(name) { others.append(name) }
        return known.filter(present.contains) + others
    }
}
