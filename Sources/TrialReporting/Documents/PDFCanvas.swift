import CPango
import CRsvg
import TrialResults

/// The pages of a PDF, filled from top to bottom; lengths in points.
final class PDFCanvas {
    private static let margin = 50.0
    private static let footer = 26.0

    private let surface: OpaquePointer
    private let context: OpaquePointer
    private let fonts: OpaquePointer
    private let sink = ByteSink()
    private let family: String
    private let language: String
    private let upright: (width: Double, height: Double)
    private var outline: [Int: Int32] = [:]
    private var alternatives: [String] = []
    private(set) var page = 1
    /// Whether the page lies on its side.
    private(set) var isSideways = false
    /// Measures texts in this document's font.
    let measurer: TextMeasurer
    /// Where the next thing begins.
    var y = margin

    private var size: (width: Double, height: Double) {
        isSideways ? (upright.height, upright.width) : upright
    }
    /// The left edge of the text.
    var left: Double { Self.margin }
    /// The width of the text.
    var width: Double { size.width - 2 * Self.margin }
    /// What is left of the page.
    var room: Double { size.height - Self.margin - Self.footer - y }
    /// The height of an empty page.
    var height: Double { size.height - 2 * Self.margin - Self.footer }
    /// Whether nothing stands on the page.
    var isAtTop: Bool { y <= Self.margin }
    /// The pen.
    var cairo: OpaquePointer { context }
    /// What room there is for tables.
    var tableSpace: TableSpace {
        TableSpace(
            upright: upright.width - 2 * Self.margin, sideways: upright.height - 2 * Self.margin, gap: 7,
            sizes: [8, 7.5, 7, 6.5])
    }

    /// Starts a document: A4, or Letter in American reports.
    init(_ report: ReportText, family: String) {
        self.family = family
        language = report.convention.languageTag
        measurer = TextMeasurer(family: family)
        upright = report.convention.spelling == .british ? (595.276, 841.89) : (612, 792)
        surface = cairo_pdf_surface_create_for_stream(
            ByteSink.append, sink.reference, upright.width, upright.height)
        // Objects stay in the open, where `PDFAmendment` finds them.
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4)
        context = cairo_create(surface)
        fonts = FontContext.new()
        let date = "\(report.date ?? "2000-01-01")T00:00:00Z"
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, report.title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "TrialPool")
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date)
        begin("Document")
        ink(0.1)
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
        trialpool_unref(UnsafeMutableRawPointer(fonts))
    }

    /// A text broken into lines of this document's font.
    func lines(_ text: String, _ size: Double, isBold: Bool = false, width: Double) -> [LineBreaker.Line] {
        let font = TextFont(size: size, isBold: isBold)
        return LineBreaker(measurer: measurer).lines(DisplayText.clean(text), font, width: width)
    }

    /// A text on one line, to be drawn.
    func line(_ text: String, _ font: TextFont) -> PDFLine { PDFLine(text, font: font, family: family, context: fonts) }

    // MARK: - Structure

    /// Opens an element of the document's structure, such as `P`, `Table` or `Figure` (ISO 32000-1, 14.8.4).
    ///
    /// An element with text of its own must be closed before the page ends; one that only holds others may go on.
    func begin(_ element: String, attributes: String = "") { cairo_tag_begin(context, element, attributes) }

    /// Closes the element that was opened last.
    func end(_ element: String) { cairo_tag_end(context, element) }

    /// Draws something as one element.
    func element(_ name: String, attributes: String = "", _ draw: () -> Void) {
        begin(name, attributes: attributes)
        draw()
        end(name)
    }

    /// Draws something as a link.
    func link(_ address: String, _ draw: () -> Void) {
        // Addresses are percent-encoded ASCII; what ends the value in Cairo's attributes is encoded as well.
        let safe = address.replacing("\\", with: "%5C").replacing("'", with: "%27")
        element(CAIRO_TAG_LINK, attributes: "uri='\(safe)'", draw)
    }

    /// Opens a figure that says in words what it shows.
    func beginFigure(_ alternative: String) {
        alternatives.append(alternative)
        begin("Figure")
    }

    // MARK: - Pages

    /// Sets the grey of what follows, 0 for black.
    func ink(_ grey: Double) { cairo_set_source_rgb(context, grey, grey, grey) }

    /// A rule across the text.
    func rule(_ thickness: Double, grey: Double, width: Double? = nil) {
        ink(grey)
        cairo_set_line_width(context, thickness)
        cairo_move_to(context, left, y)
        cairo_line_to(context, left + (width ?? self.width), y)
        cairo_stroke(context)
        ink(0.1)
    }

    /// Ends the page where less than `needed` is left of it.
    func ensure(_ needed: Double) {
        if room < needed, !isAtTop { breakPage() }
    }

    /// Ends the page.
    func breakPage() {
        number()
        cairo_show_page(context)
        page += 1
        y = Self.margin
        ink(0.1)
    }

    /// Goes on upright or sideways, on a new page where the one before has something on it.
    func turn(sideways: Bool) {
        guard sideways != isSideways else { return }
        if !isAtTop { breakPage() }
        isSideways = sideways
        cairo_pdf_surface_set_size(surface, size.width, size.height)
    }

    /// Lists a heading in the outline, at the place where the next thing begins.
    func bookmark(_ text: String, level: Int) {
        let parent = level == 1 ? CAIRO_PDF_OUTLINE_ROOT : outline[level - 1] ?? CAIRO_PDF_OUTLINE_ROOT
        let place = "page=\(page) pos=[\(Int(left)) \(Int(y))]"
        let flags = level < 2 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : cairo_pdf_outline_flags_t(rawValue: 0)
        outline[level] = cairo_pdf_surface_add_outline(surface, parent, DisplayText.clean(text), place, flags)
    }

    /// Ends the document.
    func finish() throws(ReportingError) -> [UInt8] {
        number()
        end("Document")
        cairo_surface_finish(surface)
        let status = withExtendedLifetime(sink) { cairo_surface_status(surface) }
        guard status == CAIRO_STATUS_SUCCESS, !sink.bytes.isEmpty else {
            let reason = String(cString: cairo_status_to_string(status))
            throw ReportingError(.drawing, "the PDF cannot be written: the drawing library says: \(reason)")
        }
        return PDFAmendment(language: language, alternatives: alternatives).applied(to: sink.bytes)
    }

    /// The page's number, outside the structure: a reader who listens does not want it between two lines.
    private func number() {
        let font = TextFont(size: 8)
        ink(0.35)
        line("\(page)", font).draw(
            on: context, x: (size.width - measurer.width("\(page)", font)) / 2, y: size.height - Self.margin + 6)
        ink(0.1)
    }
}
