import CPango
import CRsvg
import TrialPixels

/// Turns a scene into PNG and PDF with Cairo; the same scene gives the same bytes.
public struct FigureRenderer: Sendable {
    /// Pixels of the PNG for one unit of the scene.
    public let scale: Double

    private static let largestSide = 32_000.0

    /// Creates a renderer.
    public init(scale: Double = 2) { self.scale = scale }

    /// The scene as PNG on white, smoothed in grey, with a palette where 256 colours come near enough to all of its own. A
    /// drawing too large for an image is drawn smaller, never cut.
    ///
    /// - Throws: `ReportingError` where the drawing library refuses it, or the style has a colour that is none.
    public func png(_ scene: Scene, style: any FigureStyle) throws(ReportingError) -> [UInt8] {
        try png(SceneDrawing(scene, style: style))
    }

    /// The scene as a PDF page of its own size, text kept as text, with a fixed date.
    ///
    /// - Throws: `ReportingError` where the drawing library refuses it, or the style has a colour that is none.
    public func pdf(_ scene: Scene, style: any FigureStyle) throws(ReportingError) -> [UInt8] {
        try pdf(SceneDrawing(scene, style: style))
    }

    /// A drawing as PNG, see ``png(_:style:)``.
    func png(_ drawing: SceneDrawing) throws(ReportingError) -> [UInt8] {
        try canvas(drawing, height: drawing.height).png { context, visible throws(ReportingError) in
            try drawing.render(on: context, rows: visible)
        }
    }

    /// A part of a drawing as PNG, as ``png(_:style:)`` draws the whole.
    func png(_ drawing: SceneDrawing, _ slice: FigureSlice) throws(ReportingError) -> [UInt8] {
        let parts = [(0, 0, slice.head), (slice.head, slice.top, slice.bottom - slice.top)]
        return try canvas(drawing, height: slice.height).png { context, visible throws(ReportingError) in
            for (place, top, height) in parts where height > 0 {
                // What can be seen, in the drawing's own pixels.
                let shown = visible.lowerBound - place + top...visible.upperBound - place + top
                guard shown.overlaps(top...top + height) else { continue }
                cairo_save(context)
                cairo_rectangle(context, 0, place, drawing.width, height)
                cairo_clip(context)
                cairo_translate(context, 0, place - top)
                try drawing.render(on: context, rows: shown.clamped(to: top...top + height))
                cairo_restore(context)
            }
        }
    }

    private func canvas(_ drawing: SceneDrawing, height: Double) throws(ReportingError) -> PixelCanvas {
        let scale = min(scale, Self.largestSide / max(drawing.width, height))
        return try PixelCanvas(width: drawing.width, height: height, scale: scale, isWhole: drawing.isForeign)
    }

    /// A drawing as PDF, see ``pdf(_:style:)``.
    func pdf(_ drawing: SceneDrawing) throws(ReportingError) -> [UInt8] {
        let sink = ByteSink()
        // A CSS pixel is 1/96 inch, a PDF unit 1/72 inch.
        let points = 72.0 / 96.0
        let surface = cairo_pdf_surface_create_for_stream(
            ByteSink.append, sink.reference, drawing.width * points, drawing.height * points)
        defer { cairo_surface_destroy(surface) }
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z")
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, "2000-01-01T00:00:00Z")
        guard let context = cairo_create(surface) else { throw ReportingError(drawing: cairo_surface_status(surface)) }
        defer { cairo_destroy(context) }
        cairo_scale(context, points, points)
        try drawing.render(on: context)
        try ReportingError.check(context, surface)
        cairo_surface_finish(surface)
        let status = withExtendedLifetime(sink) { cairo_surface_status(surface) }
        guard status == CAIRO_STATUS_SUCCESS, !sink.bytes.isEmpty else { throw ReportingError(drawing: status) }
        return sink.bytes
    }
}

extension ReportingError {
    /// Throws what Cairo says of a context and its surface where something went wrong.
    static func check(_ context: OpaquePointer, _ surface: OpaquePointer?) throws(ReportingError) {
        for status in [cairo_status(context), cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
            throw ReportingError(drawing: status)
        }
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
}
