import CPango
// Cairo comes through both doors, and a file sees its constants only through the one that the compiler read first.
import CRsvg
import TrialResults

/// A text broken into lines by Pango, ready to be drawn line by line.
final class PDFLines {
    private let layout: OpaquePointer
    /// The size of the letters in points.
    let size: Double

    /// How many lines there are.
    var count: Int { Int(pango_layout_get_line_count(layout)) }
    /// From one baseline to the next.
    var lineHeight: Double { size * 1.36 }

    /// Breaks a text; `width` nil keeps it on one line.
    init(_ text: String, font: TextFont, family: String, context: OpaquePointer, width: Double? = nil) {
        layout = pango_layout_new(context)
        size = font.size
        let description = pango_font_description_new()
        pango_font_description_set_family(description, family)
        pango_font_description_set_absolute_size(description, font.size * Double(PANGO_SCALE))
        pango_font_description_set_weight(description, font.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_layout_set_font_description(layout, description)
        pango_font_description_free(description)
        pango_layout_set_single_paragraph_mode(layout, 1)
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        if let width { pango_layout_set_width(layout, Int32(max(width, size) * Double(PANGO_SCALE))) }
        pango_layout_set_text(layout, DisplayText.clean(text), -1)
    }

    deinit { trialpool_unref(UnsafeMutableRawPointer(layout)) }

    /// The width of the widest line.
    var width: Double {
        var logical = PangoRectangle()
        pango_layout_get_extents(layout, nil, &logical)
        return Double(logical.width) / Double(PANGO_SCALE)
    }

    /// Draws a line whose top is at `y`, its left end at `x`, or its right end where `right` is given.
    func draw(_ line: Int, on cairo: OpaquePointer, x: Double, y: Double, right: Double? = nil) {
        guard let drawn = pango_layout_get_line_readonly(layout, Int32(line)) else { return }
        var logical = PangoRectangle()
        pango_layout_line_get_extents(drawn, nil, &logical)
        let left = right.map { $0 - Double(logical.width) / Double(PANGO_SCALE) } ?? x
        cairo_move_to(cairo, left, y + size * 1.02)
        pango_cairo_show_layout_line(cairo, drawn)
    }
}
