import TrialResults
import TrialStatistics

/// The net heat plot: where a design's inconsistency comes from.
///
/// Krahn, Binder and König 2013, doi:10.1186/1471-2288-13-35.
public struct NetHeatFigure: Figure {
    /// `net-heat`.
    public let code = "net-heat"
    /// `Net heat plot`.
    public let title = "Net heat plot"

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where no two designs can be detached.
    public func scene(for analysis: AnalysisRecord, style: any FigureStyle) -> Scene? {
        guard let answer = analysis.values(NetworkAnswer.self).first else { return nil }
        let format = analysis.display(style.convention).format
        let scenes = answer.parts.compactMap { part in
            part.inconsistency.flatMap { scene($0, analysis, style, format) }
        }
        return SceneStack.stacked(scenes, title: "\(title): \(DisplayText.clean(analysis.title))")
    }

    private func scene(
        _ parts: NetworkInconsistency, _ analysis: AnalysisRecord, _ style: any FigureStyle, _ format: NumberFormat
    ) -> Scene? {
        let kept = parts.designs.indices.filter { parts.designs[$0].detached != nil }
        guard kept.count > 1, kept.count <= 40 else { return nil }
        let largest = kept.flatMap { row in kept.compactMap { parts.netHeat[row][$0].map(abs) } }.max() ?? 0
        guard largest > 0 else { return nil }
        let names = kept.map { parts.designs[$0].treatments.map(DisplayText.clean).joined(separator: " : ") }
        var content = MatrixContent(
            title: "\(title): \(DisplayText.clean(analysis.title))", rows: names, columns: names,
            cells: kept.map { row in
                kept.map { column in
                    guard let value = parts.netHeat[row][column], abs(value) >= 0.01 * largest else { return .empty }
                    return .square(
                        share: (abs(value) / largest).squareRoot(), ink: value >= 0 ? .subgroup : .estimate,
                        sign: value >= 0 ? "+" : "−")
                }
            })
        content.legend = [
            (
                .subgroup, "+",
                "Detaching the column takes this inconsistency off the row; on the diagonal the row’s own"
            ),
            (.estimate, "−", "Detaching the column makes the row more inconsistent"),
        ]
        content.notes = [
            "Areas are proportional to Q; the largest is \(format.number(largest)). Less than 1% of it is not drawn. Designs whose detachment tears the network are left out."
        ]
        let own = kept.map {
            "\(parts.designs[$0].treatments.map(DisplayText.clean).joined(separator: " : ")): \(format.number(parts.designs[$0].inconsistency))"
        }
        content.description =
            "Net heat plot of \(format.count(kept.count)) designs. Each design’s own inconsistency: \(own.joined(separator: "; "))."
        return MatrixPainter(content, style: style).scene
    }
}
