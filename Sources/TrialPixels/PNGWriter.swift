import CPng

/// Writes pixels as PNG; the same pixels give the same bytes.
public enum PNGWriter {
    /// zlib's level. On the figures of the shipped plan higher ones save little and take several times as long.
    private static let level: Int32 = 3

    /// The version of libpng.
    public static var libraryVersion: String { String(cString: png_get_libpng_ver(nil)) }

    /// A picture with a palette; nil where 256 colours do not come near enough to all of its own, or libpng refuses.
    public static func bytes(of pixels: PixelRuns) -> [UInt8]? {
        PixelPalette(of: pixels).flatMap {
            bytes(of: IndexedRows(pixels, $0), width: pixels.width, height: pixels.height)
        }
    }

    /// A picture with all of its colours; nil where libpng refuses.
    public static func bytes(of pixels: PixelRows) -> [UInt8]? {
        bytes(of: WholeRows(pixels), width: pixels.width, height: pixels.height)
    }

    private static func bytes(of source: RowSource, width: Int, height: Int) -> [UInt8]? {
        let sink = ByteSink()
        let isWritten = source.colours.withUnsafeBufferPointer { colours in
            trialpool_png_write(
                trialpool_png_picture(
                    width: UInt32(width), height: UInt32(height), row: RowSource.next, rows: source.reference,
                    colours: colours.isEmpty ? nil : colours.baseAddress, colour_count: Int32(colours.count / 3)),
                level, ByteSink.append, sink.reference)
        }
        return withExtendedLifetime((source, sink)) { isWritten == 0 || sink.bytes.isEmpty ? nil : sink.bytes }
    }
}

/// Hands out one row after the other.
private class RowSource {
    /// Three bytes for each colour that the rows count through; empty where they are colours themselves.
    let colours: [UInt8]

    init(colours: [UInt8]) { self.colours = colours }

    /// The next row, which stays until the one after it is asked for.
    func row() -> UnsafePointer<UInt8>? { nil }

    var reference: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static let next: trialpool_png_row = { reference in
        reference.flatMap { Unmanaged<RowSource>.fromOpaque($0).takeUnretainedValue().row() }
    }
}

/// Rows of places in a palette, one byte a pixel, filled from runs.
private final class IndexedRows: RowSource {
    private let pixels: PixelRuns
    private let palette: PixelPalette
    private var run = 0
    // Where the row stays until the next one.
    private let line: UnsafeMutablePointer<UInt8>

    init(_ pixels: PixelRuns, _ palette: PixelPalette) {
        self.pixels = pixels
        self.palette = palette
        line = .allocate(capacity: pixels.width)
        super.init(
            colours: palette.colours.flatMap { [UInt8($0 >> 16 & 0xFF), UInt8($0 >> 8 & 0xFF), UInt8($0 & 0xFF)] })
    }

    deinit { line.deallocate() }

    override func row() -> UnsafePointer<UInt8>? {
        var column = 0
        while column < pixels.width {
            let next = pixels.runs[run]
            (line + column).initialize(repeating: palette.shown[Int(next.place)], count: Int(next.length))
            column += Int(next.length)
            run += 1
        }
        return UnsafePointer(line)
    }
}

/// Rows of blue, green, red and an idle byte as they lie in memory.
private final class WholeRows: RowSource {
    private let pixels: PixelRows
    private var done = 0

    init(_ pixels: PixelRows) {
        self.pixels = pixels
        super.init(colours: [])
    }

    override func row() -> UnsafePointer<UInt8>? {
        defer { done += 1 }
        return (pixels.base + done * pixels.stride).assumingMemoryBound(to: UInt8.self)
    }
}

/// Collects what libpng writes.
private final class ByteSink {
    var bytes: [UInt8] = []

    var reference: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static let append: png_rw_ptr = { png, data, length in
        guard let closure = png_get_io_ptr(png), let data else { return }
        let sink = Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
        sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: length))
    }
}
