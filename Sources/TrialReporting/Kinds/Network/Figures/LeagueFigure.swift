import TrialResults
import TrialStatistics

/// The league table as a picture: numbers below the diagonal, above it squares by how surely two treatments differ.
public struct LeagueFigure: Figure {
    /// `league`.
    public let code = "league"
    /// `League table`.
    public let title = "League table"
    /// Above so many treatments numbers are left to the table.
    private static let mostNumbers = 10
    /// The statistic at which a square fills its cell.
    private static let fullStatistic = 5.0

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where no part has three treatments.
    public func scene(for analysis: AnalysisRecord, style: any FigureStyle) -> Scene? {
        guard let answer = analysis.values(NetworkAnswer.self).first else { return nil }
        let shown = NetworkShown(answer, analysis, analysis.display(style.convention))
        let parts = answer.parts.filter { $0.treatments.count > 2 && $0.treatments.count <= 40 }
        let scenes = parts.map { scene($0, shown, style, isOnly: parts.count == 1) }
        return SceneStack.stacked(scenes, title: "\(title): \(DisplayText.clean(analysis.title))")
    }

    private func scene(_ part: NetworkPart, _ shown: NetworkShown, _ style: any FigureStyle, isOnly: Bool) -> Scene {
        let names = shown.ordered(part)
        let hasNumbers = names.count <= Self.mostNumbers
        let cells = names.enumerated().map { row, a in
            names.enumerated().map { column, b -> MatrixContent.Cell in
                guard row != column else { return .text(["·"], isBold: true) }
                guard let estimate = shown.estimate(part, a, against: b) else { return .empty }
                if row > column, hasNumbers {
                    let effect = shown.natural(estimate)
                    return .text(
                        [shown.display.value(effect.estimate), shown.display.limits(effect.lower, effect.upper)],
                        isBold: false)
                }
                let isLower = estimate.estimate < 0
                return .square(
                    share: abs(estimate.statistic) / Self.fullStatistic, ink: isLower ? .estimate : .subgroup,
                    sign: shown.isClear(estimate) ? (isLower ? "−" : "+") : "")
            }
        }
        let record = shown.record
        var content = MatrixContent(
            title: "\(title): \(DisplayText.clean(record.title))", rows: names.map(DisplayText.clean),
            columns: names.map(DisplayText.clean), cells: cells)
        content.legend = [
            (.estimate, "−", "Row smaller than column"), (.subgroup, "+", "Row larger than column"),
        ]
        let order =
            part.ranking == nil ? "in the order of the reference and the alphabet" : "in the order of their P-scores"
        content.notes = [
            (hasNumbers
                ? "Below the diagonal: \(shown.display.name) of row against column, with \(shown.format.level(shown.answer.level)) limits. Above it: "
                : "\(shown.display.heading) of row against column: ")
                + "squares grow with the estimate over its standard error and fill the cell at \(shown.format.count(Self.fullStatistic)); a sign stands where the interval excludes no difference. Treatments \(order)."
        ]
        content.description = description(part, names, shown)
        return MatrixPainter(content, style: style).scene
    }

    private func description(_ part: NetworkPart, _ names: [String], _ shown: NetworkShown) -> String {
        let pairs = names.indices.flatMap { i in
            names.indices.filter { $0 > i }.prefix(40).compactMap { j -> String? in
                guard let estimate = shown.estimate(part, names[j], against: names[i]), shown.isClear(estimate) else {
                    return nil
                }
                return "\(shown.versus(names[j], names[i])) \(shown.words(estimate))"
            }
        }
        let clear =
            pairs.isEmpty
            ? "No interval excludes no difference."
            : "Intervals that exclude no difference: \(pairs.joined(separator: "; "))."
        return "League table of \(shown.format.count(names.count)) treatments. \(clear)"
    }
}
