import CPango
import CPng
import CRsvg
import Foundation
import TrialResults

/// Turns one SVG into PNG and PDF with librsvg and Cairo; the same SVG gives the same bytes.
public struct SVGRenderer: Sendable {
    /// Pixels of the PNG for one unit of the SVG.
    public let scale: Double

    private static let largestSide = 32_000.0

    /// On the figures of the shipped plan a third of the time of level 6 with filters, and smaller by a sixth.
    private static let compressionLevel: Int32 = 3

    /// Creates a renderer.
    public init(scale: Double = 2) { self.scale = scale }

    /// The SVG as PNG on white, smoothed in grey. A drawing too large for an image is drawn smaller, never cut.
    public func png(_ svg: String) throws(ReportingError) -> Data { try png(try Drawing(svg)) }

    /// A drawing as PNG, see ``png(_:)``.
    func png(_ drawing: Drawing) throws(ReportingError) -> Data {
        try png(width: drawing.width, height: drawing.height) { context throws(ReportingError) in
            try drawing.render(on: context)
        }
    }

    /// A part of a drawing as PNG, as ``png(_:)`` draws the whole.
    func png(_ drawing: Drawing, _ slice: FigureSlice) throws(ReportingError) -> [UInt8] {
        let data = try png(width: drawing.width, height: slice.height) { context throws(ReportingError) in
            for (place, top, height) in [(0, 0, slice.head), (slice.head, slice.top, slice.bottom - slice.top)]
            where height > 0 {
                cairo_save(context)
                cairo_rectangle(context, 0, place, drawing.width, height)
                cairo_clip(context)
                cairo_translate(context, 0, place - top)
                try drawing.render(on: context)
                cairo_restore(context)
            }
        }
        return Array(data)
    }

    /// What `draw` draws on white, in units of the drawing.
    private func png(
        width: Double, height: Double, _ draw: (OpaquePointer?) throws(ReportingError) -> Void
    ) throws(ReportingError) -> Data {
        let scale = min(scale, Self.largestSide / max(width, height))
        let surface = cairo_image_surface_create(
            CAIRO_FORMAT_RGB24, Int32((width * scale).rounded(.up)), Int32((height * scale).rounded(.up)))
        defer { cairo_surface_destroy(surface) }
        let context = cairo_create(surface)
        defer { cairo_destroy(context) }
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_paint(context)
        cairo_scale(context, scale, scale)
        try draw(context)
        cairo_surface_flush(surface)
        guard let pixels = cairo_image_surface_get_data(surface) else {
            throw ReportingError(drawing: cairo_surface_status(surface))
        }
        let sink = ByteSink()
        let isWritten = withExtendedLifetime(sink) {
            trialpool_png_write(
                pixels, UInt32(cairo_image_surface_get_width(surface)),
                UInt32(cairo_image_surface_get_height(surface)), Int(cairo_image_surface_get_stride(surface)),
                Self.compressionLevel, ByteSink.appendPNG, sink.reference)
        }
        return try finished(sink, isWritten == 0 ? CAIRO_STATUS_PNG_ERROR : cairo_surface_status(surface))
    }

    /// The SVG as a PDF page of its own size, text kept as text, with a fixed date.
    public func pdf(_ svg: String) throws(ReportingError) -> Data { try pdf(try Drawing(svg)) }

    /// A drawing as PDF, see ``pdf(_:)``.
    func pdf(_ drawing: Drawing) throws(ReportingError) -> Data {
        let sink = ByteSink()
        // A CSS pixel is 1/96 inch, a PDF unit 1/72 inch.
        let points = 72.0 / 96.0
        let surface = cairo_pdf_surface_create_for_stream(
            ByteSink.append, sink.reference, drawing.width * points, drawing.height * points)
        defer { cairo_surface_destroy(surface) }
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z")
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, "2000-01-01T00:00:00Z")
        let context = cairo_create(surface)
        cairo_scale(context, points, points)
        let result = Result { () throws(ReportingError) in try drawing.render(on: context) }
        cairo_destroy(context)
        cairo_surface_finish(surface)
        let status = withExtendedLifetime(sink) { cairo_surface_status(surface) }
        try result.get()
        return try finished(sink, status)
    }

    private func finished(_ sink: ByteSink, _ status: cairo_status_t) throws(ReportingError) -> Data {
        guard status == CAIRO_STATUS_SUCCESS, !sink.bytes.isEmpty else {
            throw ReportingError(drawing: status)
        }
        return Data(sink.bytes)
    }
}

/// Collects what Cairo writes.
final class ByteSink {
    var bytes: [UInt8] = []

    var reference: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static let append: cairo_write_func_t = { closure, data, length in
        guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
        let sink = Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
        sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
        return CAIRO_STATUS_SUCCESS
    }

    static let appendPNG: png_rw_ptr = { png, data, length in
        guard let closure = png_get_io_ptr(png), let data else { return }
        let sink = Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
        sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: length))
    }
}
