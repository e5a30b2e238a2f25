import CPng

/// Writes the pixels of a drawing as PNG: with a palette where 256 colours come near enough to all of them, else as they are.
public struct PNGWriter {
    /// zlib's level. On the figures of the shipped plan higher ones save little and take several times as long.
    private static let level: Int32 = 3

    private let pixels: PixelRows

    /// The version of libpng.
    public static var libraryVersion: String { String(cString: png_get_libpng_ver(nil)) }

    /// Prepares the writing of pixels, which must stay where they are until then.
    public init(_ pixels: PixelRows) { self.pixels = pixels }

    /// The file, the same bytes for the same pixels; nil where libpng refuses.
    public func bytes() -> [UInt8]? {
        guard let palette = PixelPalette(of: pixels) else {
            return write(pixels.base, stride: pixels.stride, colours: [])
        }
        let colours = palette.colours.flatMap { [UInt8($0 >> 16 & 0xFF), UInt8($0 >> 8 & 0xFF), UInt8($0 & 0xFF)] }
        return palette.indices(of: pixels).withUnsafeBytes { indices in
            indices.baseAddress.flatMap { write($0, stride: pixels.width, colours: colours) }
        }
    }

    private func write(_ rows: UnsafeRawPointer, stride: Int, colours: [UInt8]) -> [UInt8]? {
        let sink = ByteSink()
        let isWritten = colours.withUnsafeBufferPointer { buffer in
            trialpool_png_write(
                trialpool_png_rows(
                    pixels: rows.assumingMemoryBound(to: UInt8.self), stride: stride, width: UInt32(pixels.width),
                    height: UInt32(pixels.height), colours: buffer.isEmpty ? nil : buffer.baseAddress,
                    colour_count: Int32(buffer.count / 3)),
                Self.level, ByteSink.append, sink.reference)
        }
        return withExtendedLifetime(sink) { isWritten == 0 || sink.bytes.isEmpty ? nil : sink.bytes }
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
