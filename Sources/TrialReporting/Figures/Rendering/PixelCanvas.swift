import CPango
// Cairo comes through both doors, and a file sees its constants only through the one that the compiler read first.
import CRsvg
import TrialPixels

/// A white picture that is drawn in bands from top to bottom, so that a tall one needs no more memory than a band and its edges.
final class PixelCanvas {
    private let scale: Double
    private let width: Int
    private let height: Int
    private let bandHeight: Int
    private let surface: OpaquePointer?
    private let context: OpaquePointer

    /// Rows of pixels in a band.
    private static let usualBand = 1024

    /// Prepares a picture of so many units with `scale` pixels for each; one band where it is to be drawn as a whole.
    ///
    /// - Throws: `ReportingError` where Cairo has no memory for a band.
    init(width: Double, height: Double, scale: Double, isWhole: Bool) throws(ReportingError) {
        self.scale = scale
        self.width = Int((width * scale).rounded(.up))
        self.height = Int((height * scale).rounded(.up))
        bandHeight = isWhole ? self.height : min(self.height, Self.usualBand)
        surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(self.width), Int32(bandHeight))
        guard let context = cairo_create(surface) else { throw ReportingError(drawing: cairo_surface_status(surface)) }
        self.context = context
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// The picture as PNG; `draw` is told which units from top to bottom can be seen and may leave out what is not among them.
    ///
    /// - Throws: What `draw` throws, and `ReportingError` where a library refuses.
    func png(
        _ draw: (OpaquePointer, ClosedRange<Double>) throws(ReportingError) -> Void
    ) throws(ReportingError) -> [UInt8] {
        var runs = PixelRuns(width: width)
        for top in stride(from: 0, to: height, by: bandHeight) { runs.add(try band(at: top, draw)) }
        guard let bytes = PNGWriter(runs).bytes() else {
            throw ReportingError(.drawing, "libpng cannot write the drawing; free some memory")
        }
        return bytes
    }

    /// Draws a band and gives its pixels, which stay until the next one is drawn.
    private func band(
        at top: Int, _ draw: (OpaquePointer, ClosedRange<Double>) throws(ReportingError) -> Void
    ) throws(ReportingError) -> PixelRows {
        let rows = min(bandHeight, height - top)
        cairo_save(context)
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_paint(context)
        cairo_translate(context, 0, Double(-top))
        cairo_scale(context, scale, scale)
        try draw(context, Double(top) / scale...Double(top + rows) / scale)
        cairo_restore(context)
        try ReportingError.check(context, surface)
        cairo_surface_flush(surface)
        guard let pixels = cairo_image_surface_get_data(surface) else {
            throw ReportingError(drawing: cairo_surface_status(surface))
        }
        return PixelRows(
            base: pixels, width: width, height: rows, stride: Int(cairo_image_surface_get_stride(surface)))
    }
}
