import TrialResults

/// A PDF of the whole report, drawn directly with Pango and Cairo: text stays text, figures stay shapes, every heading is
/// in the outline, and the same report gives the same bytes.
///
/// It is tagged (ISO 32000-1, 14.8): headings, paragraphs, lists, tables with their heads, and figures that say in words
/// what they show; it names its language and its title. It is not printed by a browser, which puts the hour and its own
/// version into each file and may be absent.
public struct PDFDocument: DocumentFormat {
    /// `pdf`.
    public let code = "pdf"
    /// PDF.
    public let title = "PDF"
    /// `pdf`.
    public let fileExtension = "pdf"
    /// None: the figures are inside.
    public let linkedFigures: FigureFile? = nil

    private let family: String

    /// Creates the format; `family` is the font of its texts.
    public init(family: String = JournalStyle().fontFamilies[0]) { self.family = family }

    /// The document.
    public func write(_ report: ReportText, figureFolder: String) throws -> [UInt8] {
        let canvas = PDFCanvas(report, family: family)
        var blocks: [any PDFBlock] = [PDFHeading(report.title, level: 1)]
        for block in report.blocks {
            switch block {
            case .heading(let level, let text): blocks.append(PDFHeading(text, level: level))
            case .paragraph(let text): blocks.append(PDFParagraph(text))
            case .list(let items): blocks += PDFItem.all(items)
            case .table(let table): blocks.append(PDFTable(table, on: canvas))
            case .figure(let figure): blocks.append(PDFFigure(figure))
            }
        }
        var flow = PDFFlow(canvas: canvas)
        for index in blocks.indices { try flow.add(blocks[index], following: blocks[(index + 1)...]) }
        try flow.placeWaiting()
        return try canvas.finish()
    }
}
