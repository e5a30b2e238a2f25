import Mustache
import TrialResults

/// The report as one self-contained page: no network; figures, sentences and tables from one document.
///
/// Its one script lets a reader leave studies out and change methods; without it the page says the same.
public struct ReportPage: Sendable {
    private let document: ResultDocument
    private let figures: FigureRegistry
    private let style: any FigureStyle
    private let convention: NumberConvention

    /// Prepares the page of a document.
    public init(
        _ document: ResultDocument, figures: FigureRegistry = .standard, style: any FigureStyle = JournalStyle(),
        convention: NumberConvention = .british
    ) {
        self.document = document
        self.figures = figures
        self.style = style
        self.convention = convention
    }

    /// The page as HTML that is well-formed XML too.
    ///
    /// - Throws: `ReportingError` where the numbers of a figure contradict each other.
    public func html() throws(ReportingError) -> String {
        let context = try PageContextBuilder(
            document: document, figures: figures, style: style, convention: convention
        ).context
        guard let html = try Self.library().render(context, withTemplate: "page") else {
            throw ReportingError(.template, "the page's template is missing; this is a fault of the program")
        }
        return html
    }

    static let templates = [
        "page": PageTemplate.page, "table": PageTemplate.table, "analysis": PageTemplate.analysis,
        "figure": PageTemplate.figure, "studies": PageTemplate.studies,
    ]

    private static func library() throws(ReportingError) -> MustacheLibrary {
        do {
            return MustacheLibrary(templates: try templates.mapValues { try MustacheTemplate(string: $0) })
        } catch {
            throw ReportingError(.template, "the page's template cannot be read: \(error)")
        }
    }
}
