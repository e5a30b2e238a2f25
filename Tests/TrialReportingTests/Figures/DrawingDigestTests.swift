import Testing

@testable import TrialReporting

/// Two drawings have the same digest exactly where they look the same to the last bit.
@Suite struct DrawingDigestTests {
    private static let font = TextFont(size: 12)

    private static let scene: Scene = {
        var scene = Scene(width: 100, height: 50, title: "A title", description: "What it shows.")
        scene.marks = [
            .line(from: Point(0, 1), to: Point(2, 3), ink: .rule, width: 1),
            .path([Point(0, 1), Point(2, 3)], ink: .rule, width: 1),
            .polygon([Point(0, 1), Point(2, 3), Point(4, 5)], ink: .pooled),
            .circle(centre: Point(1, 2), radius: 3, fill: .bubble, rim: nil),
            .text(TextMark("words", at: Point(1, 2), font: font)),
        ]
        return scene
    }()

    private func digest(_ scene: Scene, _ style: any FigureStyle = JournalStyle()) -> String {
        SceneDrawing(scene, style: style).digest
    }

    /// A style that differs from the house's in one answer.
    private struct Other: FigureStyle {
        var code = "journal"
        var title = "House style"
        var fontFamilies = JournalStyle().fontFamilies
        var flag = JournalStyle().colour(.flag)
        var bubble = JournalStyle().opacity(.bubble)
        let fontSize = 12.0
        let titleSize = 15.0
        let noteSize = 11.0
        let plotWidth = 320.0
        let labelWidth = 300.0
        let margin = 18.0
        let gap = 18.0

        func colour(_ ink: Ink) -> String { ink == .flag ? flag : JournalStyle().colour(ink) }
        func opacity(_ ink: Ink) -> Double { ink == .bubble ? bubble : JournalStyle().opacity(ink) }
    }

    @Test("every part of every mark counts, to the last bit")
    func parts() {
        func with(_ place: Int, _ mark: Mark) -> Scene {
            var scene = Self.scene
            scene.marks[place] = mark
            return scene
        }
        func text(
            _ content: String = "words", _ x: Double = 1, _ anchor: TextMark.Anchor = .start, bold: Bool = false,
            size: Double = 12, ink: Ink = .text, upright: Bool = false
        ) -> Scene {
            var mark = TextMark(
                content, at: Point(x, 2), anchor: anchor, font: TextFont(size: size, isBold: bold), ink: ink)
            mark.isUpright = upright
            return with(4, .text(mark))
        }
        var (wide, high, fewer, turned) = (Self.scene, Self.scene, Self.scene, Self.scene)
        wide.width = 100.0.nextUp
        high.height = 50.0.nextUp
        fewer.marks.removeLast()
        turned.marks.reverse()
        let scenes = [
            Self.scene, wide, high, fewer, turned,
            with(0, .line(from: Point(0.0.nextUp, 1), to: Point(2, 3), ink: .rule, width: 1)),
            with(0, .line(from: Point(0, 1), to: Point(2, 3.0.nextUp), ink: .rule, width: 1)),
            with(0, .line(from: Point(0, 1), to: Point(2, 3), ink: .null, width: 1)),
            with(0, .line(from: Point(0, 1), to: Point(2, 3), ink: .rule, width: 1.0.nextUp)),
            with(0, .line(from: Point(0, 1), to: Point(2, 3), ink: .rule, width: 1, dashed: true)),
            with(0, .path([Point(0, 1), Point(2, 3)], ink: .rule, width: 1)),
            with(1, .path([Point(0, 1), Point(2, 3), Point(2, 3)], ink: .rule, width: 1)),
            with(2, .polygon([Point(0, 1), Point(2, 3), Point(4, 5)], ink: .subgroup)),
            with(3, .circle(centre: Point(1, 2), radius: 3, fill: nil, rim: .bubble)),
            with(3, .circle(centre: Point(1, 2), radius: 3, fill: .bubble, rim: .bubble)),
            with(3, .circle(centre: Point(1, 2.0.nextUp), radius: 3, fill: .bubble, rim: nil)),
            with(3, .circle(centre: Point(1, 2), radius: 3.0.nextUp, fill: .bubble, rim: nil)),
            text("word"), text("words", 1.0.nextUp), text("words", 1, .end), text(bold: true), text(size: 12.0.nextUp),
            text(ink: .muted), text(upright: true),
        ]
        #expect(Set(scenes.map { digest($0) }).count == scenes.count)
    }

    @Test("what nobody sees in the drawing does not count: its name and its description")
    func unseen() {
        var scene = Self.scene
        (scene.title, scene.description) = ("Another", "Other words.")
        #expect(digest(scene) == digest(Self.scene))
    }

    @Test("the style counts by what it answers, not by its name")
    func styles() {
        #expect(digest(Self.scene, Other(code: "other", title: "Other")) == digest(Self.scene))
        let others = [Other(), Other(fontFamilies: ["Serif"]), Other(flag: "#d55e01"), Other(bubble: 0.5)]
        #expect(Set(others.map { digest(Self.scene, $0) }).count == others.count)
    }
}
