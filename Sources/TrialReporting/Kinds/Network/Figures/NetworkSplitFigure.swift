import TrialResults
import TrialStatistics

/// Each comparison by direct, by indirect and by all evidence, below each other.
public struct NetworkSplitFigure: Figure {
    /// `network-split`.
    public let code = "network-split"
    /// `Direct and indirect evidence`.
    public let title = "Direct and indirect evidence"
    /// How many comparisons are drawn at most, those that disagree most first.
    private static let most = 20

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where no comparison has both kinds of evidence.
    public func scene(for analysis: AnalysisRecord, style: any FigureStyle) -> Scene? {
        guard let answer = analysis.values(NetworkAnswer.self).first else { return nil }
        let both = answer.parts.flatMap(\.pairs).filter { $0.split.difference != nil }
        guard !both.isEmpty else { return nil }
        let shown = NetworkShown(answer, analysis, analysis.display(style.convention))
        let drawn = Set(
            both.indices.sorted { p(both[$0]) < p(both[$1]) }.prefix(Self.most))
        let pairs = both.indices.filter(drawn.contains).map { both[$0] }
        var content = ForestContent(figure: title, title: analysis.title)
        let level = shown.format.level(answer.level)
        content.nameHeading = "Comparison"
        content.columns = [
            .init(role: .text, heading: "Studies"), .init(role: .plot(0), heading: ""),
            .init(role: .text, heading: "\(shown.display.heading) (\(level)\u{A0}CI)"),
            .init(role: .text, heading: "Disagreement"),
        ]
        var plot = ForestContent.effects(shown.display)
        plot.choose(analysis.options(of: code))
        content.plots = [plot]
        content.rows = pairs.enumerated().flatMap { rows($1, shown, isFirst: $0 == 0) }
        if pairs.count < both.count {
            content.footnotes.append(
                "The \(Self.most) comparisons that disagree most; the table has all \(shown.format.count(both.count)).")
        }
        content.description =
            "Direct and indirect evidence. "
            + pairs.map { pair in
                "\(shown.versus(pair.treatment, pair.comparator)): direct \(shown.words(pair.split.direct)),"
                    + " indirect \(shown.words(pair.split.indirect)), network \(shown.words(pair.split.network))."
            }.joined(separator: " ")
        return ForestPainter.scene(content, style: style)
    }

    private func p(_ pair: NetworkPart.Pair) -> Double { pair.split.difference?.pValue ?? 1 }

    private func rows(_ pair: NetworkPart.Pair, _ shown: NetworkShown, isFirst: Bool) -> [ForestContent.Row] {
        let split = pair.split
        var heading = ForestContent.Row(
            label: shown.versus(pair.treatment, pair.comparator), isBold: true,
            cells: [
                shown.format.count(split.studies), "", split.difference.map { shown.format.pValue($0.pValue) } ?? "",
            ],
            symbols: [nil])
        heading.startsBlock = !isFirst
        func row(_ name: String, _ estimate: NetworkEstimate?, isPooled: Bool) -> ForestContent.Row? {
            guard let estimate else { return nil }
            let effect = shown.natural(estimate)
            return ForestContent.Row(
                label: name, indentation: 1, cells: ["", shown.display.effect(effect), ""],
                symbols: [isPooled ? .diamond(effect, ink: .pooled) : .point(effect, ink: .estimate)])
        }
        return [
            heading, row("Direct", split.direct, isPooled: false), row("Indirect", split.indirect, isPooled: false),
            row("Network", split.network, isPooled: true),
        ].compactMap(\.self)
    }
}
