import TrialReporting
import TrialResults

/// The directions as three bars, each as long as its count.
public struct DirectionFigure: Figure {
    /// `direction`.
    public let code = "direction"
    /// `Directions of effect`.
    public let title = "Directions of effect"

    /// Creates the figure.
    public init() {}

    /// The bars; nil for records of other kinds.
    public func scene(for analysis: AnalysisRecord, style: any FigureStyle) -> Scene? {
        guard let test = (analysis.answer.value as? DirectionAnswer)?.test, test.directed > 0 else { return nil }
        let null = analysis.display(style.convention).nullText ?? "0"
        let bars: [(name: String, count: Int, ink: Ink)] = [
            ("Below \(null)", test.lower, .estimate), ("Above \(null)", test.higher, .subgroup),
            ("Neither", test.neither, .muted),
        ]
        let font = TextFont(size: style.fontSize)
        let row = font.lineHeight * 1.5
        let measurer = TextMeasurer(family: style.fontFamilies[0])
        let names = bars.map { measurer.width($0.name, font) }.max() ?? 0
        let left = style.margin + names + style.gap
        let unit = style.plotWidth / Double(bars.map(\.count).max() ?? 1)
        var scene = Scene(
            width: left + style.plotWidth + style.gap + font.size * 3 + style.margin,
            height: 2 * style.margin + row * Double(bars.count), title: "\(title): \(analysis.title)",
            description: "Rows by direction. " + bars.map { "\($0.name): \($0.count)." }.joined(separator: " "))
        for (index, bar) in bars.enumerated() {
            let top = style.margin + row * Double(index)
            let right = left + unit * Double(bar.count)
            let baseline = top + font.lineHeight
            scene.marks += [
                .text(TextMark(bar.name, at: Point(style.margin, baseline), font: font)),
                .rectangle(left: left, top: top + row * 0.15, right: right, bottom: top + row * 0.85, ink: bar.ink),
                .text(TextMark("\(bar.count)", at: Point(right + font.size * 0.5, baseline), font: font)),
            ]
        }
        return scene
    }
}
