import Foundation
import Testing

@testable import TrialReporting

@Suite struct SVGRendererTests {
    @Test("PNG and PDF are the same bytes at each run", arguments: [1, 3, 30])
    func deterministic(_ rows: Int) throws {
        let svg = try #require(ForestPlot().svg(for: ResultBuilder(rows: rows).analysis()))
        let renderer = SVGRenderer()
        let png = try renderer.png(svg)
        #expect(png == (try renderer.png(svg)))
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        let pdf = try renderer.pdf(svg)
        #expect(pdf == (try renderer.pdf(svg)))
        #expect(pdf.starts(with: Array("%PDF".utf8)))
    }

    @Test("a PNG has twice the pixels of its SVG")
    func scale() throws {
        let scene = try #require(ForestPlot().scene(for: ResultBuilder().analysis(), style: JournalStyle()))
        let png = try SVGRenderer().png(SVGWriter(style: JournalStyle()).svg(scene, id: "x"))
        let width = png[16..<20].reduce(0) { $0 << 8 | Int($1) }
        #expect(width == Int(scene.width) * 2)
    }

    @Test("what is no SVG is an error, not a picture", arguments: ["", "hello", "<svg", "<svg xmlns=\"x\"/>"])
    func noSVG(_ text: String) {
        #expect(throws: ReportingError.self) { try SVGRenderer().png(text) }
        #expect(throws: ReportingError.self) { try SVGRenderer().pdf(text) }
    }

    @Test("a PDF holds letters and their font, not their pixels")
    func text() throws {
        let svg = """
            <svg xmlns="http://www.w3.org/2000/svg" width="200" height="40" font-family="DejaVu Sans">\
            <text x="4" y="20" font-size="13">0.45 to 0.65</text></svg>
            """
        let pdf = String(decoding: try SVGRenderer().pdf(svg), as: UTF8.self)
        #expect(pdf.contains("/FontDescriptor") && !pdf.contains("/Subtype /Image"))
    }

    /// Writes the test figures as pictures where a folder is named, for looking at them.
    @Test("the test figures can be looked at", .enabled(if: Pictures.folder != nil), arguments: ForestCase.all)
    func pictures(_ forest: ForestCase) throws {
        let folder = try #require(Pictures.folder)
        let svg = try #require(ForestPlot().svg(for: forest.analysis))
        try SVGRenderer(scale: 1.5).png(svg).write(to: folder.appending(path: "\(forest.name).png"))
    }
}

enum Pictures {
    static var folder: URL? {
        ProcessInfo.processInfo.environment["TRIALPOOL_PICTURES"].map { URL(filePath: $0) }
    }
}
