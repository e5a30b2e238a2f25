import TrialResults

/// A PDF of the whole report, drawn directly with Pango and Cairo: text stays text, figures stay shapes, every heading is
/// in the outline, and the same report gives the same bytes.
///
/// It is not printed by a browser, which puts the hour and its own version into each file and may be absent.
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
        canvas.heading(report.title, level: 1)
        for block in report.blocks {
            switch block {
            case .heading(let level, let text): canvas.heading(text, level: level)
            case .paragraph(let text): canvas.paragraph(text)
            case .list(let items): for item in items { canvas.paragraph("•  \(item)", indent: 10, after: 2) }
            case .table(let table): PDFTable(table).draw(on: canvas)
            case .figure(let figure): try canvas.figure(figure)
            }
        }
        return try canvas.finish()
    }
}
