import Mustache
import TrialResults

/// What the page's template may name. Every leaf is ``Markup``; what may be absent is a list, because the engine looks
/// for an absent name in the surroundings.
struct PageContext: Sendable {
    let language: Markup
    let title: Markup
    let lede: Markup
    let profile: Markup
    let engine: Markup
    let seed: Markup
    let planHash: Markup
    let contentPolicy: Markup
    let style: Markup
    let script: Markup
    let datasets: [DatasetContext]
    let summary: [TableContext]
    let answers: [AnswersContext]
    let places: [PlaceContext]
    let evidence: [EvidenceContext]
    let analyses: [AnalysisContext]
    let closing: [ClosingContext]

    struct DatasetContext: Sendable {
        let datasetTitle: Markup
        let datasetName: Markup
        let version: Markup
        let identity: Markup
    }

    /// The answers that the page begins with.
    struct AnswersContext: Sendable {
        let answerList: [AnswerContext]
        let answerBasis: Markup
    }

    /// A question with its answer in plain language.
    struct AnswerContext: Sendable {
        let answerAnchor: Markup
        let question: Markup
        let answerText: Markup
    }

    /// Where the page lies: one of the two lists has an element.
    struct PlaceContext: Sendable {
        let alone: [Markup]
        let inBundle: [Markup]
    }

    /// The figures of the evidence as a whole.
    struct EvidenceContext: Sendable {
        let evidenceFigures: [FigureContext]
    }

    /// A section after the analyses.
    struct ClosingContext: Sendable {
        let closingAnchor: Markup
        let closingHeading: Markup
        let closingText: Markup
        let closingNote: [Markup]
        let closingTables: [TableContext]
    }
}

/// A table with row headings.
struct TableContext: Sendable {
    let caption: Markup
    let regionLabel: Markup
    /// What stands over the table where a narrow screen folds it away.
    let folded: [Markup]
    /// Classes: `prose` where texts are long, so that a narrow screen shows each row as a paragraph.
    let look: Markup
    let columns: [ColumnContext]
    let rows: [RowContext]

    struct ColumnContext: Sendable {
        let heading: Markup
        let alignment: Markup
    }

    struct RowContext: Sendable {
        let link: [Markup]
        let unlinked: [Markup]
        let name: Markup
        let cells: [CellContext]
    }

    struct CellContext: Sendable {
        let text: Markup
        let alignment: Markup
        /// The heading of its column, for narrow screens; empty where the table does not need it.
        let label: [Markup]
    }

    /// Tables with more rows are folded away on narrow screens.
    static let mostRows = 4
    /// Texts from this many characters on are prose.
    private static let prose = 60

    /// A table; `links` are fragments for the names of its rows, `subject` tells it from other tables of its name.
    init(_ table: TextTable, links: [String] = [], subject: String? = nil) {
        let isProse = table.rows.contains { $0.dropFirst().contains { $0.count >= Self.prose } }
        look = Markup(isProse ? "prose" : "plain-table")
        folded = table.rows.count > Self.mostRows ? [Markup("\(table.caption) (\(table.rows.count) rows)")] : []
        let labels = table.columns.map { isProse && !$0.heading.isEmpty ? [Markup($0.heading)] : [] }
        let alignments = table.columns.map { Markup($0.alignment.rawValue) }
        caption = Markup(table.caption)
        regionLabel = Markup(subject.map { "\(table.caption): \($0)" } ?? table.caption)
        columns = zip(table.columns, alignments).map { ColumnContext(heading: Markup($0.heading), alignment: $1) }
        rows = table.rows.enumerated().map { index, row in
            let name = Markup(row.first ?? "")
            return RowContext(
                link: index < links.count ? [Markup(links[index])] : [], unlinked: index < links.count ? [] : [name],
                name: name,
                cells: row.indices.dropFirst().map {
                    CellContext(
                        text: Markup(row[$0]), alignment: alignments[$0], label: row[$0].isEmpty ? [] : labels[$0])
                })
        }
    }
}

/// One analysis on the page.
struct AnalysisContext: Sendable {
    let anchor: Markup
    let analysisTitle: Markup
    let sections: [SectionContext]

    /// One section.
    struct SectionContext: Sendable {
        let sectionHeading: [HeadingContext]
        let blocks: [BlockContext]
    }

    /// What stands over a section.
    struct HeadingContext: Sendable {
        let slug: Markup
        let headingText: Markup
    }
}

/// One block of a section: of its lists one has an entry, or several.
struct BlockContext: Sendable {
    var tileGroups: [TilesContext] = []
    var findings: [Markup] = []
    var paragraphs: [Markup] = []
    var methods: [Markup] = []
    var warningLists: [ItemsContext] = []
    var plainLists: [ItemsContext] = []
    var tables: [TableContext] = []
    var studyTables: [StudyTableContext] = []
    var figures: [FigureContext] = []
    var further: [FurtherContext] = []
    var explorers: [ExplorerContext] = []

    /// The numbers at the head of an analysis.
    struct TilesContext: Sendable {
        let tiles: [TileContext]
    }

    /// A number at the head of an analysis.
    struct TileContext: Sendable {
        let tileName: Markup
        let tileValue: Markup
        let tileNote: Markup
    }

    /// A list of sentences.
    struct ItemsContext: Sendable {
        let listHeading: Markup
        let items: [Markup]
    }

    /// The choices that a reader has.
    struct ExplorerContext: Sendable {
        let choices: Markup
        let overlapNotes: [Markup]
    }

    /// The figures that are folded away.
    struct FurtherContext: Sendable {
        let furtherNames: Markup
        let furtherFigures: [FigureContext]
    }
}

/// One figure on the page.
struct FigureContext: Sendable {
    let svg: Markup
    /// The drawing for narrow screens.
    let narrow: [Markup]
    let figureTitle: Markup
    let figureLabel: Markup
    let description: Markup
}

/// The rows of a forest plot as a table, each with its sources.
struct StudyTableContext: Sendable {
    let studyCaption: Markup
    let studyFolded: [Markup]
    let studyRegion: Markup
    let groupHeadings: [Markup]
    let effectHeading: Markup
    let studies: [StudyContext]

    struct StudyContext: Sendable {
        let label: Markup
        let groupCells: [LabelledContext]
        let effect: Markup
        let weight: Markup
        let notes: [Markup]
        let sources: [SourceContext]
        let sourceCount: Markup
    }

    /// A cell with the heading of its column.
    struct LabelledContext: Sendable {
        let cellText: Markup
        let cellLabel: Markup
    }

    struct SourceContext: Sendable {
        let quantity: Markup
        let place: Markup
        let location: Markup
        let links: [LinkContext]
        let plainDocuments: [Markup]
        let confidence: Markup
        let derivations: [Markup]
    }

    struct LinkContext: Sendable {
        let address: Markup
        let document: Markup
    }
}
