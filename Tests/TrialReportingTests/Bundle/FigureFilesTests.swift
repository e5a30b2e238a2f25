import Testing
import TrialArchives

@testable import TrialReporting

/// Figures drawn side by side.
@Suite struct FigureFilesTests {
    private static func figure(_ number: Int, style: any FigureStyle = JournalStyle()) -> ReportFigure {
        var scene = Scene(
            width: Double(120 + number), height: 60, title: "Figure \(number)", description: "A box.")
        let left = Double(number)
        scene.marks = [
            .rectangle(left: left, top: 5, right: left + 40, bottom: 25, ink: .estimate),
            .text(TextMark("Figure \(number), τ² ≤ 0.5", at: Point(10, 50), font: TextFont(size: 13))),
        ]
        return ReportFigure(scene, name: "figure-\(number)", style: style)
    }

    @Test("the files are those of one figure after the other, byte for byte")
    func same() throws {
        let files = try FigureFiles((1...24).map { Self.figure($0) }).works.files()
        #expect(files.count == 24 * FigureFile.allCases.count)
        for number in 1...24 {
            // A figure of its own, so that nothing that was drawn before is taken.
            let alone = Self.figure(number)
            for kind in FigureFile.allCases {
                #expect(files["figure-\(number).\(kind.rawValue)"] == (try kind.bytes(of: alone)), "\(number) \(kind)")
            }
        }
        #expect(try FigureFiles([]).works.files().isEmpty)
    }

    @Test("a figure that cannot be drawn is an error, whichever it is")
    func broken() throws {
        let broken = Self.figure(2, style: PlainStyle.withoutColours)
        #expect(throws: ReportingError.self) {
            try FigureFiles([Self.figure(1), broken, Self.figure(3)]).works.files()
        }
    }

    @Test("pixels are those of the drawing: two of a unit, each a place in the palette")
    func pixels() throws {
        var scene = Scene(width: 3, height: 1, title: "", description: "")
        scene.marks = [
            .rectangle(left: 0, top: 0, right: 1, bottom: 1, ink: .estimate),
            .rectangle(left: 1, top: 0, right: 2, bottom: 1, ink: .subgroup),
        ]
        let bytes = try FigureRenderer().png(scene, style: JournalStyle())
        #expect(bytes.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        // Width, height, eight bits a pixel, a palette.
        #expect(bytes[16..<26] == [0, 0, 0, 6, 0, 0, 0, 2, 8, 3])
        let data = try Deflate.decompress(Self.chunks("IDAT", of: bytes), limit: 1 << 16)
        let palette = Self.chunks("PLTE", of: bytes)
        let colours = data.count == 14 ? data[1..<7].map { Array(palette[3 * Int($0)..<3 * Int($0) + 3]) } : []
        let (blue, orange, white): ([UInt8], [UInt8], [UInt8]) = ([0, 0x72, 0xB2], [0xD5, 0x5E, 0], [255, 255, 255])
        #expect(colours == [blue, blue, orange, orange, white, white])
        #expect(data.prefix(7) == data.dropFirst(7))
    }

    /// What is in the chunks of a name.
    private static func chunks(_ name: String, of png: [UInt8]) -> [UInt8] {
        var (place, content): (Int, [UInt8]) = (8, [])
        while place < png.count {
            let length = png[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
            if png[place + 4..<place + 8].elementsEqual(name.utf8) { content += png[place + 8..<place + 8 + length] }
            place += 12 + length
        }
        return content
    }
}
