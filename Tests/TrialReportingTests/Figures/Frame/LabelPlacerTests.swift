import Testing

@testable import TrialReporting

@Suite struct LabelPlacerTests {
    private let measurer = TextMeasurer(family: "DejaVu Sans")
    private let font = TextFont(size: 11)
    private let area = TextBox(left: 0, top: 0, right: 400, bottom: 300)

    private func labels(_ points: [PlottedPoint]) -> LabelPlacer.Result {
        LabelPlacer(area: area, measurer: measurer, font: font).labels(for: points)
    }

    private func texts(_ marks: [Mark]) -> [TextMark] {
        marks.compactMap { if case .text(let text) = $0 { text } else { nil } }
    }

    @Test("few points with short names get their names, beside the point and inside the area")
    func names() {
        let points = (0..<5).map {
            PlottedPoint(centre: Point(60 + 70 * Double($0), 150), radius: 4, name: "Study \($0)")
        }
        let result = labels(points)
        #expect(texts(result.marks).map(\.content) == points.map(\.name))
        #expect(result.key.isEmpty && result.hidden == 0)
    }

    @Test("a name at the right edge goes to another side")
    func edge() throws {
        let result = labels([PlottedPoint(centre: Point(396, 150), radius: 4, name: "Study")])
        let box = measurer.box(of: try #require(texts(result.marks).first))
        #expect(box.right < 400 && box.right < 396)
    }

    @Test("names that are numbers stand for themselves and need no key")
    func numbers() {
        let points = (0..<30).map {
            PlottedPoint(
                centre: Point(40 + 60 * Double($0 % 6), 40 + 50 * Double($0 / 6)), radius: 4, name: "\(101 + $0)")
        }
        let result = labels(points)
        #expect(result.key.isEmpty)
        #expect(texts(result.marks).map(\.content) == points.map(\.name))
    }

    @Test("a name keeps off circles that have no name")
    func circles() throws {
        let added = Mark.circle(centre: Point(225, 150), radius: 4, fill: nil, rim: .added)
        let placer = LabelPlacer(area: area, avoiding: [added], measurer: measurer, font: font)
        let result = placer.labels(for: [PlottedPoint(centre: Point(200, 150), radius: 4, name: "Study")])
        let box = measurer.box(of: try #require(texts(result.marks).first))
        #expect(!box.overlaps(TextBox(left: 221, top: 146, right: 229, bottom: 154)))
    }

    @Test("a name keeps off a line beside its point")
    func lines() throws {
        let line = Mark.line(from: Point(215, 0), to: Point(215, 300), ink: .rule, width: 1)
        let placer = LabelPlacer(area: area, avoiding: [line], measurer: measurer, font: font)
        let result = placer.labels(for: [PlottedPoint(centre: Point(200, 150), radius: 4, name: "Study")])
        #expect(measurer.box(of: try #require(texts(result.marks).first)).right < 215)
    }

    @Test("long names become numbers with a key")
    func key() {
        let points = (0..<4).map {
            PlottedPoint(centre: Point(60 + 70 * Double($0), 150), radius: 4, name: LongLabels.all[$0])
        }
        let result = labels(points)
        #expect(texts(result.marks).map(\.content) == ["1", "2", "3", "4"])
        #expect(result.key.map(\.name) == points.map(\.name))
    }

    @Test("crowded points are numbered with lines to them, and what finds no room is counted")
    func crowd() {
        let points = (0..<36).map { _ in PlottedPoint(centre: Point(200, 150), radius: 4, name: "Study") }
        let result = labels(points)
        let boxes = texts(result.marks).map { measurer.box(of: $0) }
        for i in boxes.indices { for j in boxes.indices where j > i { #expect(!boxes[i].overlaps(boxes[j])) } }
        #expect(result.key.count + result.hidden == points.count)
        #expect(result.key.count > 8)
        let lines = result.marks.count { if case .line = $0 { true } else { false } }
        #expect(lines > 0)
    }

    @Test("of very many points the first are numbered")
    func many() {
        let points = (0..<300).map {
            PlottedPoint(centre: Point(10 + Double($0 % 20) * 19, 10 + Double($0 / 20) * 19), radius: 3, name: "S\($0)")
        }
        let result = labels(points)
        #expect(result.key.allSatisfy { $0.number <= LabelPlacer.mostNumbers / 2 })
        #expect(result.hidden >= 300 - LabelPlacer.mostNumbers / 2)
    }
}
