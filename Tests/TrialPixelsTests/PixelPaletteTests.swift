import Testing
import TrialNumerics

@testable import TrialPixels

@Suite struct PixelPaletteTests {
    /// Works with a picture of rows that are longer than its width.
    private static func palette<Value>(
        _ colours: [UInt32], width: Int, _ work: (PixelPalette?, PixelRuns) throws -> Value
    ) rethrows -> Value {
        let height = colours.count / width
        // What lies between the rows, and the idle byte, must not matter.
        var pixels: [UInt32] = []
        for row in 0..<height {
            pixels += colours[row * width..<(row + 1) * width].map { $0 | 0xAB00_0000 } + [0x12_3456, 0x65_4321]
        }
        return try pixels.withUnsafeBytes { memory in
            guard let base = memory.baseAddress else { fatalError("a picture has pixels") }
            let rows = PixelRows(base: base, width: width, height: height, stride: (width + 2) * 4)
            var runs = PixelRuns(width: width)
            runs.add(rows)
            return try work(PixelPalette(of: runs), runs)
        }
    }

    @Test("up to 256 colours stay as they are", arguments: [1, 2, 17, 255, 256])
    func exact(_ count: Int) throws {
        var generator = SeededGenerator(seed: UInt64(count))
        let own = (0..<count).map { UInt32($0) * 65_793 }
        let colours = own + (0..<(512 - count)).map { _ in own[Int(generator.next() % UInt64(count))] }
        try Self.palette(colours, width: 32) { palette, runs in
            let palette = try #require(palette)
            #expect(palette.tolerance == 0 && Set(palette.colours) == Set(own))
            #expect(palette.indices(of: runs).map { palette.colours[Int($0)] } == colours)
        }
    }

    @Test("more colours are shown by near ones, and what is there most often as it is", arguments: 1...12)
    func near(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        // Two inks smoothed towards white, and a ground that most pixels have.
        let inks: [UInt32] = [0x0072B2, 0xD55E00, 0x1A1A1A]
        let colours = (0..<4096).map { place -> UInt32 in
            guard place % 3 == 0 else { return 0xFFFFFF }
            let ink = inks[Int(generator.next() % 3)]
            let share = Double(generator.next() % 512) / 511
            func channel(_ shift: UInt32) -> UInt32 {
                UInt32((Double(ink >> shift & 0xFF) * share + 255 * (1 - share)).rounded()) << shift
            }
            return channel(16) | channel(8) | channel(0)
        }
        try #require(Set(colours).count > 256)
        try Self.palette(colours, width: 64) { palette, runs in
            let palette = try #require(palette)
            #expect(palette.colours.count <= 256 && palette.colours[0] == 0xFFFFFF)
            #expect(palette.tolerance > 0 && palette.tolerance <= 16)
            for (shown, colour) in zip(palette.indices(of: runs), colours) {
                #expect(PixelPalette.distance(palette.colours[Int(shown)], colour) <= palette.tolerance)
            }
        }
    }

    @Test("runs hold every pixel, however long they are and however many", arguments: [1, 3, 254, 255, 256, 600])
    func runs(_ longest: Int) {
        var generator = SeededGenerator(seed: UInt64(longest))
        let width = 701
        var colours: [UInt32] = []
        while colours.count < width * 400 {
            let colour = UInt32(truncatingIfNeeded: generator.next()) & 0xFF_FFFF
            colours += Array(repeating: colour, count: 1 + Int(generator.next() % UInt64(longest)))
        }
        colours.removeLast(colours.count - width * 400)
        Self.palette(colours, width: width) { _, runs in
            #expect(runs.pieces.joined().flatMap { Array(repeating: $0.colour, count: $0.length) } == colours)
            #expect(longest > 3 || runs.pieces.count > 1)
        }
    }

    @Test("a photograph has no palette")
    func photograph() {
        var generator = SeededGenerator(seed: 5)
        for count in [4096, 64 * 1024] {
            let colours = (0..<count).map { _ in UInt32(truncatingIfNeeded: generator.next()) & 0xFF_FFFF }
            #expect(Self.palette(colours, width: 64) { palette, _ in palette == nil })
        }
    }
}

extension PixelPalette {
    /// What stands for each pixel, row after row.
    fileprivate func indices(of runs: PixelRuns) -> [UInt8] {
        runs.pieces.joined().flatMap { Array(repeating: place(of: $0.colour), count: $0.length) }
    }
}
