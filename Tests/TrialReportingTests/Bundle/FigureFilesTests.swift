import Testing
import TrialArchives

@testable import TrialReporting

/// Figures drawn side by side.
@Suite struct FigureFilesTests {
    private static func figure(_ number: Int) -> ReportFigure {
        let svg = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(120 + number)" height="60" font-family="DejaVu Sans">
            <rect x="\(number)" y="5" width="40" height="20" fill="#1f4e79"/>
            <text x="10" y="50" font-size="13">Figure \(number), τ² ≤ 0.5</text></svg>
            """
        return ReportFigure(name: "figure-\(number)", title: "Figure \(number)", description: "A box.", svg: svg)
    }

    @Test("the files are those of one figure after the other, byte for byte")
    func same() throws {
        let files = try FigureFiles((1...24).map(Self.figure)).files()
        #expect(files.count == 24 * FigureFile.allCases.count)
        for number in 1...24 {
            // A figure of its own, so that nothing that was drawn before is taken.
            let alone = Self.figure(number)
            for kind in FigureFile.allCases {
                #expect(files["figure-\(number).\(kind.rawValue)"] == (try kind.bytes(of: alone)), "\(number) \(kind)")
            }
        }
        #expect(try FigureFiles([]).files().isEmpty)
    }

    @Test("a figure that cannot be drawn is an error, whichever it is")
    func broken() throws {
        let broken = ReportFigure(name: "broken", title: "Broken", description: "", svg: "<svg")
        #expect(throws: ReportingError.self) { try FigureFiles([Self.figure(1), broken, Self.figure(2)]).files() }
    }

    @Test("pixels are those of the drawing: red, green and blue in their places, two pixels a unit")
    func pixels() throws {
        let svg = """
            <svg xmlns="http://www.w3.org/2000/svg" width="3" height="1">
            <rect width="1" height="1" fill="#ff0000"/><rect x="1" width="1" height="1" fill="#00ff00"/></svg>
            """
        let bytes = Array(try SVGRenderer().png(svg))
        #expect(bytes.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        // Width, height, eight bits a channel, no transparency.
        #expect(bytes[16..<26] == [0, 0, 0, 6, 0, 0, 0, 2, 8, 2])
        let data = try Self.rows(of: bytes)
        let row: [UInt8] = [0, 255, 0, 0, 255, 0, 0, 0, 255, 0, 0, 255, 0, 255, 255, 255, 255, 255, 255]
        #expect(data == row + row)
    }

    /// The rows of an image, each behind the byte of its filter.
    private static func rows(of png: [UInt8]) throws -> [UInt8] {
        var (place, packed): (Int, [UInt8]) = (8, [])
        while place < png.count {
            let length = png[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
            if png[place + 4..<place + 8].elementsEqual("IDAT".utf8) { packed += png[place + 8..<place + 8 + length] }
            place += 12 + length
        }
        return try Deflate.decompress(packed, limit: 1 << 16)
    }
}
