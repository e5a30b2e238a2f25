import CRsvg
import Foundation
import Testing
import TrialPixels
import TrialResults

@testable import TrialReporting

@Suite struct FigureRendererTests {
    private static let style = JournalStyle()

    private static func forest(_ rows: Int = 3) throws -> Scene {
        try #require(ForestPlot().scene(for: ResultBuilder(rows: rows).analysis(), style: style))
    }

    @Test("PNG and PDF are the same bytes at each run", arguments: [1, 3, 30])
    func deterministic(_ rows: Int) throws {
        let scene = try Self.forest(rows)
        let renderer = FigureRenderer()
        let png = try renderer.png(scene, style: Self.style)
        #expect(png == (try renderer.png(scene, style: Self.style)))
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        let pdf = try renderer.pdf(scene, style: Self.style)
        #expect(pdf == (try renderer.pdf(scene, style: Self.style)))
        #expect(pdf.starts(with: Array("%PDF".utf8)))
    }

    @Test("a PNG has twice the pixels of its scene")
    func scale() throws {
        let scene = try Self.forest()
        let png = try FigureRenderer().png(scene, style: Self.style)
        #expect(png[16..<20].reduce(0) { $0 << 8 | Int($1) } == Int(scene.width) * 2)
    }

    @Test("a drawing in bands has the pixels of the drawing at once", arguments: [1, 30, 300])
    func bands(_ rows: Int) throws {
        let scene = try Self.forest(rows)
        let drawing = SceneDrawing(scene, style: Self.style)
        func png(isWhole: Bool) throws -> [UInt8] {
            try PixelCanvas(width: scene.width, height: scene.height, scale: 2, isWhole: isWhole)
                .png { context, visible throws(ReportingError) in
                    try drawing.render(on: context, rows: isWhole ? nil : visible)
                }
        }
        #expect(rows < 30 || 2 * scene.height > 1024)
        #expect(try png(isWhole: false) == png(isWhole: true))
    }

    @Test("a drawing of another program that cannot be drawn is an error, not a picture")
    func foreign() throws {
        #expect(throws: ReportingError.self) { try SVGDrawing("<svg") }
        #expect(throws: ReportingError.self) { try SVGDrawing("") }
        var scene = Scene(width: 40, height: 20, title: "t", description: "d")
        scene.foreign = try SafeSVG(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><rect width=\"40\" height=\"20\" fill=\"#ff0000\"/></svg>"
        )
        let picture = try Picture(scene) { drawing, cairo throws(ReportingError) in try drawing.render(on: cairo) }
        #expect(picture.colours == [0xFF0000])
    }

    @Test("a colour that is none is an error that names the style, the colour and what to write")
    func badColour() throws {
        let scene = try Self.forest()
        let error = #expect(throws: ReportingError.self) {
            try FigureRenderer().png(scene, style: PlainStyle.withoutColours)
        }
        #expect("\(try #require(error))".contains("the style 'without' has the colour 'red' for"))
        #expect("\(try #require(error))".contains("#rrggbb"))
    }

    @Test("a PDF holds letters and their font, not their pixels")
    func text() throws {
        let pdf = String(decoding: try FigureRenderer().pdf(try Self.forest(), style: Self.style), as: UTF8.self)
        #expect(pdf.contains("/FontDescriptor") && !pdf.contains("/Subtype /Image"))
    }

    @Test(
        "a part of a drawing shows what the whole shows there", arguments: FigureRegistry.standard.figures.map(\.code))
    func parts(_ code: String) throws {
        let figure = try FigureRegistry.standard.figure(code)
        guard let scene = figure.drawing(for: ExploredCase.bcg.input, style: Self.style) else { return }
        for share in [0.0, 0.21, 0.4, 0.63, 0.8] {
            let rows = (share * scene.height).rounded()...((share + 0.2) * scene.height).rounded()
            func picture(_ visible: ClosedRange<Double>?) throws -> Picture {
                try Picture(scene) { drawing, cairo throws(ReportingError) in
                    cairo_rectangle(cairo, 0, rows.lowerBound, scene.width, rows.upperBound - rows.lowerBound)
                    cairo_clip(cairo)
                    try drawing.render(on: cairo, rows: visible)
                }
            }
            #expect(try picture(rows) == picture(nil), "\(code), \(rows)")
        }
    }

    /// The SVG is what browsers draw; librsvg stands for them.
    @Test(
        "a scene is drawn as its SVG is drawn: the same ink in the same places",
        arguments: FigureRegistry.standard.figures.map(\.code))
    func sameAsSVG(_ code: String) throws {
        let figure = try FigureRegistry.standard.figure(code)
        for explored in [ExploredCase.bcg, .rare] {
            guard let scene = figure.drawing(for: explored.input, style: Self.style) else { continue }
            let ours = try Picture(scene) { drawing, cairo throws(ReportingError) in try drawing.render(on: cairo) }
            let svg = SVGWriter(style: Self.style).svg(scene, id: "x")
            let theirs = try Picture(scene) { _, cairo throws(ReportingError) in try SVGDrawing(svg).render(on: cairo) }
            // Letters may stand a fraction of a pixel apart, which shows at their edges only.
            #expect(ours.meanDifference(to: theirs) < 1.5, "\(code), \(explored.name): mean of 255")
            #expect(ours.blurredDifference(to: theirs) < 60, "\(code), \(explored.name): eight by eight pixels, of 255")
        }
    }

    /// Writes the test figures as pictures where a folder is named, for looking at them.
    @Test("the test figures can be looked at", .enabled(if: Pictures.folder != nil), arguments: ForestCase.all)
    func pictures(_ forest: ForestCase) throws {
        let folder = try #require(Pictures.folder)
        let scene = try #require(ForestPlot().scene(for: forest.analysis, style: Self.style))
        try Data(FigureRenderer(scale: 1.5).png(scene, style: Self.style)).write(
            to: folder.appending(path: "\(forest.name).png"))
    }
}

enum Pictures {
    static var folder: URL? {
        ProcessInfo.processInfo.environment["TRIALPOOL_PICTURES"].map { URL(filePath: $0) }
    }
}

/// The pixels of a scene on white, two for each unit.
private struct Picture: Equatable {
    private var pixels: [UInt32] = []
    private let width: Int
    private let height: Int

    init(
        _ scene: Scene, _ draw: (SceneDrawing, OpaquePointer) throws(ReportingError) -> Void
    ) throws {
        (width, height) = (Int(scene.width * 2), Int(scene.height * 2))
        let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
        defer { cairo_surface_destroy(surface) }
        let context = try #require(cairo_create(surface))
        defer { cairo_destroy(context) }
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_paint(context)
        cairo_scale(context, 2, 2)
        try draw(SceneDrawing(scene, style: JournalStyle()), context)
        cairo_surface_flush(surface)
        let data = try #require(cairo_image_surface_get_data(surface))
        let stride = Int(cairo_image_surface_get_stride(surface))
        for row in 0..<height {
            let line = UnsafeRawPointer(data + row * stride).assumingMemoryBound(to: UInt32.self)
            pixels += UnsafeBufferPointer(start: line, count: width).map { $0 & 0xFF_FFFF }
        }
    }

    var colours: Set<UInt32> { Set(pixels) }

    /// The mean over pixels of the greatest difference of a channel.
    func meanDifference(to other: Picture) -> Double {
        Double(zip(pixels, other.pixels).reduce(0) { $0 + PixelPalette.distance($1.0, $1.1) }) / Double(pixels.count)
    }

    /// The greatest difference of green, as light as colours are, between means of eight by eight pixels.
    func blurredDifference(to other: Picture) -> Double {
        var greatest = 0.0
        for top in stride(from: 0, to: height - 8, by: 8) {
            for left in stride(from: 0, to: width - 8, by: 8) {
                var sum = 0
                for row in top..<top + 8 {
                    for place in row * width + left..<row * width + left + 8 {
                        sum += Int(pixels[place] >> 8 & 0xFF) - Int(other.pixels[place] >> 8 & 0xFF)
                    }
                }
                greatest = max(greatest, abs(Double(sum)) / 64)
            }
        }
        return greatest
    }
}
