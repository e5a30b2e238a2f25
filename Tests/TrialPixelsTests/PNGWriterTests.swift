import Testing
import TrialPixels

@Suite struct PNGWriterTests {
    /// A picture that is taken over in bands of so many rows.
    private static func png(_ pixels: [UInt32], width: Int, band: Int = 1024) throws -> [UInt8] {
        let height = pixels.count / width
        let bytes = pixels.withUnsafeBytes { memory in
            memory.baseAddress.flatMap { base in
                var runs = PixelRuns(width: width)
                for top in stride(from: 0, to: height, by: band) {
                    runs.add(
                        PixelRows(
                            base: base + 4 * top * width, width: width, height: min(band, height - top),
                            stride: 4 * width))
                }
                return PNGWriter(runs).bytes()
            }
        }
        return try #require(bytes)
    }

    @Test("few colours are written with a palette, a photograph with three bytes a pixel")
    func kinds() throws {
        let flat = try Self.png(Array(repeating: 0x0072B2, count: 64), width: 8)
        #expect(flat.prefix(4) == [0x89, 0x50, 0x4E, 0x47])
        // Width, height, eight bits, a palette.
        #expect(flat[16..<26] == [0, 0, 0, 8, 0, 0, 0, 8, 8, 3])
        let noise = try Self.png((0..<8192).map { $0 &* 2_654_435_761 & 0xFF_FFFF }, width: 64)
        #expect(noise[16..<26] == [0, 0, 0, 64, 0, 0, 0, 128, 8, 2])
        // Few enough to count, and too far apart for 256 to stand for them.
        let apart = try Self.png((0..<4096).map { UInt32($0 % 700) &* 7919 & 0xFF_FFFF }, width: 64)
        #expect(apart[16..<26] == [0, 0, 0, 64, 0, 0, 0, 64, 8, 2])
    }

    @Test("the same pixels give the same bytes, and the idle byte of a pixel none")
    func deterministic() throws {
        let pixels = (0..<4096).map { UInt32($0 % 700) &* 7919 & 0xFF_FFFF }
        #expect(try Self.png(pixels, width: 64) == Self.png(pixels, width: 64))
        #expect(try Self.png(pixels, width: 64) == Self.png(pixels.map { $0 | 0x5A00_0000 }, width: 64))
    }

    @Test("a picture in bands is the picture at once", arguments: [1, 7, 32, 63])
    func bands(_ band: Int) throws {
        for count in [1, 2, 256, 700, 5000] {
            let pixels = (0..<4096).map { UInt32($0 / 3 % count) &* 7919 & 0xFF_FFFF }
            #expect(try Self.png(pixels, width: 64, band: band) == Self.png(pixels, width: 64))
        }
    }
}
