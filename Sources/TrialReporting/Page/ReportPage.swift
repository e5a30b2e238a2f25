import Mustache
import TrialResults

/// The report as one self-contained page: no network; figures, sentences and tables from one document.
///
/// Its one script lets a reader leave studies out and change methods; without it the page says the same.
public struct ReportPage: Sendable {
    private let report: ToldReport
    private let place: ReportPlace

    /// Prepares the page of a report; `place` is where it will lie.
    public init(_ report: ToldReport, place: ReportPlace = .alone) {
        self.report = report
        self.place = place
    }

    /// Tells a document and prepares its page.
    ///
    /// - Throws: `ReportingError` where the numbers of a figure contradict each other.
    public init(_ document: ResultDocument, look: ReportLook = ReportLook()) throws(ReportingError) {
        self.init(try ToldReport(document, look: look))
    }

    /// The page as HTML that is well-formed XML too.
    ///
    /// - Throws: `ReportingError` where the program's own template is faulty.
    public func html() throws(ReportingError) -> String {
        let context = PageContextBuilder(report, place: place).context
        guard let html = try Self.library().render(context, withTemplate: "page") else {
            throw ReportingError(.template, "the page's template is missing; this is a fault of the program")
        }
        return html
    }

    static let templates = [
        "page": PageTemplate.page, "table": PageTemplate.table, "analysis": PageTemplate.analysis,
        "block": PageTemplate.block, "figure": PageTemplate.figure, "studies": PageTemplate.studies,
    ]

    private static func library() throws(ReportingError) -> MustacheLibrary {
        do {
            return MustacheLibrary(templates: try templates.mapValues { try MustacheTemplate(string: $0) })
        } catch {
            throw ReportingError(.template, "the page's template cannot be read: \(error)")
        }
    }
}
