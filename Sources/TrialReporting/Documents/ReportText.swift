import TrialResults

/// A report as text: the one value from which every document format is written, so no two of them can disagree.
///
/// Its texts are plain; each format escapes them in its own way.
public struct ReportText: Sendable, Equatable {
    /// One part of a report, in the order of reading.
    public enum Block: Sendable, Equatable {
        /// A heading; the title of the report has level 1 and is no block.
        case heading(level: Int, String)
        /// A paragraph.
        case paragraph(String)
        /// A list of short texts.
        case list([String])
        /// A table.
        case table(TextTable)
        /// A drawing.
        case figure(ReportFigure)
    }

    /// The title.
    public let title: String
    /// The kind of English.
    public let convention: NumberConvention
    /// The day that the document's metadata carry, as `2026-11-23`; nil where the caller gave none.
    public let date: String?
    /// The parts.
    public let blocks: [Block]

    /// Creates a text; the title is cleaned of control characters, and values stay with their units in all parts.
    public init(title: String, convention: NumberConvention = .british, date: String? = nil, blocks: [Block]) {
        self.title = DisplayText.clean(title)
        self.convention = convention
        self.date = date
        self.blocks = blocks.map(\.unbroken)
    }

    /// The drawings.
    public var figures: [ReportFigure] {
        blocks.compactMap { block in
            if case .figure(let figure) = block { figure } else { nil }
        }
    }
}

extension ReportText.Block {
    /// The same part with values that no line parts from their units.
    fileprivate var unbroken: ReportText.Block {
        switch self {
        case .heading(let level, let text): .heading(level: level, UnbrokenText.joined(text))
        case .paragraph(let text): .paragraph(UnbrokenText.joined(text))
        case .list(let items): .list(items.map(UnbrokenText.joined))
        case .table(let table):
            .table(
                TextTable(
                    caption: UnbrokenText.joined(table.caption),
                    columns: table.columns.map { .init(UnbrokenText.joined($0.heading), $0.alignment) },
                    rows: table.rows.map { $0.map(UnbrokenText.joined) }))
        case .figure: self
        }
    }
}

/// A drawing in a report.
public struct ReportFigure: Sendable, Equatable {
    /// The name of its files without the ending, such as `forest-edss-worsened`.
    public let name: String
    /// What kind of figure it is, such as `Funnel plot`.
    public let kind: String
    /// What it is called.
    public let title: String
    /// What it shows, in sentences, for who cannot see it.
    public let description: String
    /// The drawing.
    public let svg: String
    /// What comes of it.
    let drawn: DrawnFigure
    /// Where it may be parted on several pages.
    let cuts: FigureCuts

    /// A drawing in a style; `kind` says what kind of figure it is, for people.
    public init(_ scene: Scene, name: String, kind: String = "Figure", style: any FigureStyle) {
        self.name = name
        self.kind = kind
        title = scene.title
        description = scene.description
        svg = SVGWriter(style: style).svg(scene, id: name)
        drawn = DrawnFigure(SceneDrawing(scene, style: style))
        cuts = FigureCuts(scene)
    }

    /// Whether both are the same drawing under the same names.
    public static func == (first: ReportFigure, second: ReportFigure) -> Bool {
        (first.name, first.kind, first.svg) == (second.name, second.kind, second.svg)
    }
}
