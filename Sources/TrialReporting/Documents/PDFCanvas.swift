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
    private let title: String
    private let size: (width: Double, height: Double)
    private(set) var page = 1
    private var outline: [Int: Int32] = [:]
    /// Where the next thing begins.
    var y = margin

    /// The left edge of the text.
    var left: Double { Self.margin }
    /// The width of the text.
    var width: Double { size.width - 2 * Self.margin }
    /// What is left of the page.
    var room: Double { size.height - Self.margin - Self.footer - y }
    /// The height of an empty page.
    var height: Double { size.height - 2 * Self.margin - Self.footer }
    /// The pen.
    var cairo: OpaquePointer { context }

    /// Starts a document: A4, or Letter in American reports.
    init(_ report: ReportText, family: String) {
        self.family = family
        title = report.title
        size = report.convention.spelling == .british ? (595.276, 841.89) : (612, 792)
        surface = cairo_pdf_surface_create_for_stream(ByteSink.append, sink.reference, size.width, size.height)
        context = cairo_create(surface)
        fonts = pango_font_map_create_context(pango_cairo_font_map_get_default())
        pango_cairo_context_set_resolution(fonts, 72)
        pango_context_set_round_glyph_positions(fonts, 0)
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(fonts, options)
        cairo_font_options_destroy(options)
        let date = "\(report.date ?? "2000-01-01")T00:00:00Z"
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, report.title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "TrialPool")
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date)
        ink(0.1)
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
        trialpool_unref(UnsafeMutableRawPointer(fonts))
    }

    /// A text broken into lines of this document's font.
    func lines(_ text: String, _ size: Double, isBold: Bool = false, width: Double? = nil) -> PDFLines {
        PDFLines(text, font: TextFont(size: size, isBold: isBold), family: family, context: fonts, width: width)
    }

    /// Sets the grey of what follows, 0 for black.
    func ink(_ grey: Double) { cairo_set_source_rgb(context, grey, grey, grey) }

    /// A rule across the text.
    func rule(_ thickness: Double, grey: Double) {
        ink(grey)
        cairo_set_line_width(context, thickness)
        cairo_move_to(context, left, y)
        cairo_line_to(context, left + width, y)
        cairo_stroke(context)
        ink(0.1)
    }

    /// Ends the page where less than `needed` is left of it.
    func ensure(_ needed: Double) {
        if room < needed, y > Self.margin { breakPage() }
    }

    /// Ends the page.
    func breakPage() {
        number()
        cairo_show_page(context)
        page += 1
        y = Self.margin
        ink(0.1)
    }

    /// A heading, kept with what follows and listed in the outline.
    func heading(_ text: String, level: Int) {
        let sizes = [1: 19.0, 2: 14.0, 3: 11.0]
        let lines = lines(text, sizes[level] ?? 11, isBold: true, width: width)
        if y > Self.margin { y += level == 2 ? 16 : 8 }
        ensure(Double(lines.count) * lines.lineHeight + 70)
        if level < 3 {
            let parent = level == 1 ? CAIRO_PDF_OUTLINE_ROOT : outline[1] ?? CAIRO_PDF_OUTLINE_ROOT
            let place = "page=\(page) pos=[\(Int(left)) \(Int(y))]"
            outline[level] = cairo_pdf_surface_add_outline(
                surface, parent, DisplayText.clean(text), place, CAIRO_PDF_OUTLINE_FLAG_OPEN)
        }
        write(lines, indent: 0)
        y += 5
    }

    /// A paragraph.
    func paragraph(_ text: String, indent: Double = 0, after: Double = 7) {
        write(lines(text, 9.5, width: width - indent), indent: indent)
        y += after
    }

    /// A small text under or above something; kept with `following` points of it.
    func caption(_ text: String, isBold: Bool, following: Double = 0) {
        let lines = lines(text, 9, isBold: isBold, width: width)
        ensure(Double(lines.count) * lines.lineHeight + following)
        write(lines, indent: 0)
        y += 3
    }

    /// A drawing: as wide as it is or as the page allows; one that is much too tall goes on over several pages.
    func figure(_ figure: ReportFigure) throws(ReportingError) {
        let drawing = try Drawing(figure.svg)
        var scale = min(0.75, width / drawing.width)
        let available = height - 30
        let fitting = available / drawing.height
        if fitting < scale, fitting > 0.6 * scale { scale = fitting }
        var done = 0.0
        // Slices overlap, so that a row that is cut on one page is whole on the next.
        let overlap = 26.0
        repeat {
            let part = min(drawing.height - done, available / scale)
            ensure(part * scale + 20)
            cairo_save(context)
            cairo_rectangle(context, left, y, width, part * scale)
            cairo_clip(context)
            cairo_translate(context, left, y - done * scale)
            cairo_scale(context, scale, scale)
            try drawing.render(on: context)
            cairo_restore(context)
            y += part * scale
            done = done + part >= drawing.height ? drawing.height : done + part - overlap
        } while done < drawing.height
        y += 2
        caption(figure.title, isBold: false)
        y += 6
    }

    /// Ends the document.
    func finish() throws(ReportingError) -> [UInt8] {
        number()
        cairo_surface_finish(surface)
        let status = withExtendedLifetime(sink) { cairo_surface_status(surface) }
        guard status == CAIRO_STATUS_SUCCESS, !sink.bytes.isEmpty else {
            let reason = String(cString: cairo_status_to_string(status))
            throw ReportingError(.drawing, "the PDF cannot be written: the drawing library says: \(reason)")
        }
        return sink.bytes
    }

    private func write(_ lines: PDFLines, indent: Double) {
        for line in 0..<lines.count {
            ensure(lines.lineHeight)
            lines.draw(line, on: context, x: left + indent, y: y)
            y += lines.lineHeight
        }
    }

    private func number() {
        let text = lines("\(page)", 8)
        ink(0.35)
        text.draw(0, on: context, x: (size.width - text.width) / 2, y: size.height - Self.margin + 6)
        ink(0.1)
    }
}
