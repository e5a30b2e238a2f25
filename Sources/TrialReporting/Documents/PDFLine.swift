import CPango
// Cairo comes through both doors, and a file sees its constants only through the one that the compiler read first.
import CRsvg
import TrialResults

/// A text on one line, laid out by Pango.
final class PDFLine {
    private let layout: OpaquePointer
    private let size: Double

    /// From one baseline to the next, as a multiple of the letters.
    static let height = 1.36

    /// Lays out a text.
    init(_ text: String, font: TextFont, family: String, context: OpaquePointer) {
        layout = pango_layout_new(context)
        size = font.size
        font.set(of: family, on: layout)
        pango_layout_set_single_paragraph_mode(layout, 1)
        pango_layout_set_text(layout, DisplayText.clean(text), -1)
    }

    deinit { trialpool_unref(UnsafeMutableRawPointer(layout)) }

    /// Draws the line with its top at `y` and its left end at `x`.
    func draw(on cairo: OpaquePointer, x: Double, y: Double) {
        guard let drawn = pango_layout_get_line_readonly(layout, 0) else { return }
        cairo_move_to(cairo, x, y + size * 1.02)
        pango_cairo_show_layout_line(cairo, drawn)
    }
}
