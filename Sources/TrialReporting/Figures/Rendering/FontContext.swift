import CPango
// Cairo comes through both doors, and a file sees its constants only through the one that the compiler read first.
import CRsvg

/// How texts are measured and drawn everywhere: smoothed in grey, without hints, so that a text has the same width at any size.
enum FontContext {
    /// A context in which Pango lays out texts, whose units are pixels; it belongs to the thread that asks and who asks frees it.
    static func new() -> OpaquePointer {
        let context: OpaquePointer = pango_font_map_create_context(pango_cairo_font_map_get_default())
        pango_cairo_context_set_resolution(context, 72)
        pango_context_set_round_glyph_positions(context, 0)
        withOptions { pango_cairo_context_set_font_options(context, $0) }
        return context
    }

    /// Works with Cairo's options of fonts.
    static func withOptions(_ work: (OpaquePointer?) -> Void) {
        let options = cairo_font_options_create()
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        work(options)
        cairo_font_options_destroy(options)
    }
}
