import CPng

/// Writes the pixels of a drawing as PNG: with a palette where 256 colours come near enough to all of them, else as they are.
public struct PNGWriter {
    /// zlib's level. On the figures of the shipped plan higher ones save little and take several times as long.
    private static let level: Int32 = 3

    private let pixels: PixelRuns

    /// The version of libpng.
    public static var libraryVersion: String { String(cString: png_get_libpng_ver(nil)) }

    /// Prepares the writing of pixels.
    public init(_ pixels: PixelRuns) { self.pixels = pixels }

    /// The file, the same bytes for the same pixels; nil where libpng refuses.
    public func bytes() -> [UInt8]? {
        let palette = PixelPalette(of: pixels)
        let colours = (palette?.colours ?? []).flatMap {
            [UInt8($0 >> 16 & 0xFF), UInt8($0 >> 8 & 0xFF), UInt8($0 & 0xFF)]
        }
        let (source, sink) = (RowSource(pixels, palette), ByteSink())
        let isWritten = colours.withUnsafeBufferPointer { buffer in
            trialpool_png_write(
                trialpool_png_picture(
                    width: UInt32(pixels.width), height: UInt32(pixels.height), row: RowSource.next,
                    rows: source.reference, colours: buffer.isEmpty ? nil : buffer.baseAddress,
                    colour_count: Int32(buffer.count / 3)),
                Self.level, ByteSink.append, sink.reference)
        }
        return withExtendedLifetime((source, sink)) { isWritten == 0 || sink.bytes.isEmpty ? nil : sink.bytes }
    }
}

/// Fills one row after the other from runs: a byte a pixel that counts through the palette, or four with its colour.
private final class RowSource {
    private let pixels: PixelRuns
    private let palette: PixelPalette?
    // The next run: its piece and its place there.
    private var (piece, run) = (0, 0)
    // Where a row stays until the next one is asked for.
    private let line: UnsafeMutableBufferPointer<UInt32>

    init(_ pixels: PixelRuns, _ palette: PixelPalette?) {
        self.pixels = pixels
        self.palette = palette
        line = .allocate(capacity: pixels.width)
        line.initialize(repeating: 0)
    }

    deinit { line.deallocate() }

    var reference: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static let next: trialpool_png_row = { reference in
        reference.flatMap { Unmanaged<RowSource>.fromOpaque($0).takeUnretainedValue().row() }
    }

    private func row() -> UnsafePointer<UInt8>? {
        let bytes = UnsafeMutableRawBufferPointer(line).bindMemory(to: UInt8.self)
        var column = 0
        while column < pixels.width {
            if run == pixels.pieces[piece].count { (piece, run) = (piece + 1, 0) }
            let next = pixels.pieces[piece][run]
            let end = column + next.length
            if let palette {
                bytes[column..<end].update(repeating: palette.place(of: next.colour))
            } else {
                // Blue first, as the pixels came.
                line[column..<end].update(repeating: next.colour)
            }
            column = end
            run += 1
        }
        return UnsafePointer(bytes.baseAddress)
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
