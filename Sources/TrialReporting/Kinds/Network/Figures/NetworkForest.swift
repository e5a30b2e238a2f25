import TrialResults
import TrialStatistics

/// Every treatment against the reference: the network estimate as a diamond, its prediction interval as tails.
public struct NetworkForest: Figure {
    /// `network-forest`.
    public let code = "network-forest"
    /// `Treatments against the reference`.
    public let title = "Treatments against the reference"

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where no two treatments are compared.
    public func scene(for analysis: AnalysisRecord, style: any FigureStyle) -> Scene? {
        guard let answer = analysis.values(NetworkAnswer.self).first, answer.isAnswered else { return nil }
        let shown = NetworkShown(answer, analysis, analysis.display(style.convention))
        var content = ForestContent(figure: title, title: analysis.title)
        let level = shown.format.level(answer.level)
        content.nameHeading = "Treatment"
        content.columns = [
            .init(role: .text, heading: "Studies"), .init(role: .plot(0), heading: ""),
            .init(role: .text, heading: "\(shown.display.heading) (\(level)\u{A0}CI)"),
        ]
        var plot = ForestContent.effects(shown.display)
        plot.sides = style.sides(analysis.question)
        plot.choose(analysis.options(of: code))
        content.plots = [plot]
        content.rows = answer.parts.flatMap { rows($0, shown) }
        content.footnotes = [footnote(answer, level)]
        content.description = description(shown)
        return ForestPainter.scene(content, style: style)
    }

    private func rows(_ part: NetworkPart, _ shown: NetworkShown) -> [ForestContent.Row] {
        let others = shown.ordered(part).filter { $0 != part.reference }
        var heading = ForestContent.Row(label: "Against \(DisplayText.clean(part.reference))", isBold: true)
        heading.startsBlock = shown.answer.parts.first?.reference != part.reference
        return [heading]
            + others.compactMap { name in
                guard let estimate = shown.estimate(part, name, against: part.reference),
                    let pair = part.pair(name, part.reference)
                else { return nil }
                let prediction = pair.prediction.map { limits in
                    pair.treatment == name ? limits : ConfidenceLimits(lower: -limits.upper, upper: -limits.lower)
                }
                let tail =
                    shown.answer.effects == .random ? prediction?.mapped(shown.record.question.measure.natural) : nil
                let studies = shown.answer.nodes.first { $0.name == name }?.studies.count ?? 0
                return ForestContent.Row(
                    label: DisplayText.clean(name), indentation: 1,
                    cells: [shown.format.count(studies), shown.words(estimate)],
                    symbols: [.diamond(shown.natural(estimate), ink: .pooled, tail: tail)])
            }
    }

    private func footnote(_ answer: NetworkAnswer, _ level: String) -> String {
        let model = answer.effects == .random ? "Random-effects" : "Common-effect"
        return "\(model) network meta-analysis. Diamonds: \(level) intervals"
            + (answer.effects == .random ? "; thin lines: where the true difference in a new study may lie." : ".")
    }

    private func description(_ shown: NetworkShown) -> String {
        let parts = shown.answer.parts.flatMap { part in
            part.treatments.filter { $0 != part.reference }.map {
                "\(shown.versus($0, part.reference)): \(shown.words(shown.estimate(part, $0, against: part.reference)))."
            }
        }
        return "Forest plot of each treatment against the reference. \(parts.joined(separator: " "))"
    }
}
