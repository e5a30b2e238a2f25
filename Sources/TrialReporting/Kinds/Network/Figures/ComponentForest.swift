import TrialResults
import TrialStatistics

/// The additive effect of each component, with those that the trials do not identify named in their place.
public struct ComponentForest: Figure {
    /// `component-forest`.
    public let code = "component-forest"
    /// `Effects of components`.
    public let title = "Effects of components"

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where no additive model was asked for, or trials identify no component.
    public func scene(for analysis: AnalysisRecord, style: any FigureStyle) -> Scene? {
        guard let answer = analysis.values(NetworkAnswer.self).first, let model = answer.components,
            model.components.contains(where: { $0.estimate != nil })
        else { return nil }
        let shown = NetworkShown(answer, analysis, analysis.display(style.convention))
        var content = ForestContent(figure: title, title: analysis.title)
        let level = shown.format.level(answer.level)
        content.nameHeading = "Component"
        content.columns = [
            .init(role: .plot(0), heading: ""),
            .init(role: .text, heading: "\(shown.display.heading) (\(level)\u{A0}CI)"),
        ]
        var plot = ForestContent.effects(shown.display)
        plot.choose(analysis.options(of: code))
        content.plots = [plot]
        content.rows = model.components.map { component in
            ForestContent.Row(
                label: DisplayText.clean(component.name),
                cells: [component.estimate.map { shown.words($0) } ?? "not identified"],
                symbols: [component.estimate.map { .diamond(shown.natural($0), ink: .pooled) }])
        }
        let base = model.inactive.map { "; \(DisplayText.clean($0)) has none" } ?? ""
        content.footnotes = ["Additive model: the effect of a treatment is the sum of its components’ effects\(base)."]
        content.description =
            "Forest plot of the effects of components. "
            + model.components.map {
                "\(DisplayText.clean($0.name)): \($0.estimate.map { shown.words($0) } ?? "not identified by these trials")."
            }.joined(separator: " ")
        return ForestPainter.scene(content, style: style)
    }
}
