import Testing

@testable import TrialReporting

/// The law of every figure: no text lies on another, and none leaves the figure.
enum TextLaw {
    static func check(
        _ scene: Scene, style: any FigureStyle, of name: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for problem in TextCollisions(scene, TextMeasurer(family: style.fontFamilies[0])).problems {
            Issue.record("\(name): \(problem)", sourceLocation: sourceLocation)
        }
    }
}

/// Texts of a drawing that overlap or leave it.
struct TextCollisions {
    let problems: [String]

    init(_ scene: Scene, _ measurer: TextMeasurer) {
        var problems: [String] = []
        let boxes = scene.texts.map { ($0.content, measurer.box(of: $0)) }.sorted { $0.1.top < $1.1.top }
        for (index, (content, box)) in boxes.enumerated() {
            if !(box.left >= 0 && box.right <= scene.width && box.top >= 0 && box.bottom <= scene.height) {
                problems.append("'\(content)' leaves the figure")
            }
            for (other, otherBox) in boxes[(index + 1)...].prefix(while: { $0.1.top < box.bottom })
            where box.overlaps(otherBox) {
                problems.append("'\(content)' overlaps '\(other)'")
            }
        }
        self.problems = problems
    }
}
