import CPango
// Cairo comes through both doors, and a file sees its constants only through the one that the compiler read first.
import CRsvg
import TrialResults

/// One parsed SVG, for drawings of other programs; librsvg draws it.
final class SVGDrawing {
    private let handle: UnsafeMutablePointer<RsvgHandle>
    let width: Double
    let height: Double

    init(_ svg: String) throws(ReportingError) {
        var error: UnsafeMutablePointer<GError>?
        let bytes = Array(svg.utf8)
        guard let handle = rsvg_handle_new_from_data(bytes, gsize(bytes.count), &error) else {
            throw Self.failure(error)
        }
        var size = (width: 0.0, height: 0.0)
        guard rsvg_handle_get_intrinsic_size_in_pixels(handle, &size.width, &size.height) != 0, size.width > 0,
            size.height > 0
        else {
            trialpool_rsvg_unref(UnsafeMutableRawPointer(handle))
            throw ReportingError(.drawing, "the SVG does not say its width and height in pixels")
        }
        self.handle = handle
        (width, height) = size
    }

    deinit { trialpool_rsvg_unref(UnsafeMutableRawPointer(handle)) }

    func render(on context: OpaquePointer?) throws(ReportingError) {
        FontContext.withOptions { cairo_set_font_options(context, $0) }
        var viewport = RsvgRectangle(x: 0, y: 0, width: width, height: height)
        var error: UnsafeMutablePointer<GError>?
        guard rsvg_handle_render_document(handle, context, &viewport, &error) != 0 else { throw Self.failure(error) }
    }

    private static func failure(_ error: UnsafeMutablePointer<GError>?) -> ReportingError {
        let message = error.map { String(cString: $0.pointee.message) } ?? "unknown reason"
        if let error { g_error_free(error) }
        return ReportingError(.drawing, "the SVG cannot be drawn: \(DisplayText.clean(message))")
    }
}

extension ReportingError {
    /// What Cairo says of a drawing.
    init(drawing status: cairo_status_t) {
        self.init(.drawing, "the drawing library says: \(String(cString: cairo_status_to_string(status)))")
    }
}
