import Testing

@testable import TrialReporting

/// The law of every figure: no text lies on another, and none leaves the figure.
enum TextLaw {
    static func check(_ scene: Scene, style: any FigureStyle, sourceLocation: SourceLocation = #_sourceLocation) {
        let measurer = TextMeasurer(family: style.fontFamilies[0])
        let boxes = scene.texts.map { ($0.content, measurer.box(of: $0)) }.sorted { $0.1.top < $1.1.top }
        for (index, (content, box)) in boxes.enumerated() {
            #expect(
                box.left >= 0 && box.right <= scene.width && box.top >= 0 && box.bottom <= scene.height,
                "'\(content)' leaves the figure", sourceLocation: sourceLocation)
            for (other, otherBox) in boxes[(index + 1)...].prefix(while: { $0.1.top < box.bottom })
            where box.overlaps(otherBox) {
                Issue.record("'\(content)' overlaps '\(other)'", sourceLocation: sourceLocation)
            }
        }
    }
}
