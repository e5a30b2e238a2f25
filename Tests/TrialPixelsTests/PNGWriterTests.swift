import Testing
import TrialPixels

@Suite struct PNGWriterTests {
    private static func png(_ pixels: [UInt32], width: Int) -> [UInt8]? {
        pixels.withUnsafeBytes { memory in
            memory.baseAddress.flatMap {
                PNGWriter(PixelRows(base: $0, width: width, height: pixels.count / width, stride: 4 * width)).bytes()
            }
        }
    }

    @Test("few colours are written with a palette, a photograph with three bytes a pixel")
    func kinds() throws {
        let flat = try #require(Self.png(Array(repeating: 0x0072B2, count: 64), width: 8))
        #expect(flat.prefix(4) == [0x89, 0x50, 0x4E, 0x47])
        // Width, height, eight bits, a palette.
        #expect(flat[16..<26] == [0, 0, 0, 8, 0, 0, 0, 8, 8, 3])
        let noise = try #require(Self.png((0..<8192).map { $0 &* 2_654_435_761 & 0xFF_FFFF }, width: 64))
        #expect(noise[16..<26] == [0, 0, 0, 64, 0, 0, 0, 128, 8, 2])
    }

    @Test("the same pixels give the same bytes, and the idle byte of a pixel none")
    func deterministic() {
        let pixels = (0..<4096).map { UInt32($0 % 700) &* 7919 & 0xFF_FFFF }
        #expect(Self.png(pixels, width: 64) == Self.png(pixels, width: 64))
        #expect(Self.png(pixels, width: 64) == Self.png(pixels.map { $0 | 0x5A00_0000 }, width: 64))
    }
}
