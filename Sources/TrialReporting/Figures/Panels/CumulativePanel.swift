import TrialResults
import TrialStatistics

/// The pooled effect as studies are added by year, in rows like a forest plot's.
///
/// Lau et al. 1992, doi:10.1056/NEJM199207233270406.
public struct CumulativePanel: PooledFigure {
    /// `cumulative`.
    public let code = "cumulative"
    /// `Cumulative meta-analysis`.
    public let title = "Cumulative meta-analysis"

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where nothing was added in turn.
    public func scene(for analysis: PooledAnalysis, style: any FigureStyle) -> Scene? {
        guard let refits = analysis.explorations?.cumulative, let pooled = analysis.pooled, refits.rows.count > 1
        else { return nil }
        let panel = PanelRows(analysis, style: style)
        var content = ForestContent(figure: title, title: analysis.title)
        let basis = pooled.basis
        content.nameHeading = "\(basis.unitHeading) added"
        content.columns = panel.columns(["Year", basis.rows == basis.studies ? "k" : "Rows", "τ²", "I²"])
        content.plots = [panel.effects(reference: pooled.natural.estimate, of: code)]
        content.rows = refits.rows.map { row in
            let name = "+ \(panel.name(row.added))"
            guard let refit = row.refit else {
                return .init(label: name, note: "These \(basis.units) cannot be pooled yet.")
            }
            let effect = panel.natural(refit.pooled)
            let texts = [
                panel.year(row.added), panel.display.format.count(refit.studies), panel.tau2(refit),
                panel.iSquared(refit),
            ]
            return .init(
                label: name, cells: panel.cells(texts, effect: effect), symbols: [.point(effect, ink: .estimate)])
        }
        content.rows.append(
            panel.total("All \(basis.units)", pooled, before: ["", panel.display.format.count(basis.rows)]))
        content.footnotes = ["Each row: the pooled effect of this \(basis.unit) and all above, by the same methods."]
        content.description = description(refits, pooled, panel)
        return ForestPainter.scene(content, style: style)
    }

    private func description(_ refits: Cumulative, _ pooled: PooledResult, _ panel: PanelRows) -> String {
        let steps = refits.rows.prefix(40).compactMap { row in
            row.refit.map { "With \(panel.name(row.added)): \(panel.display.effect(panel.natural($0.pooled)))." }
        }
        return "Cumulative panel: the pooled \(panel.display.name) as \(panel.display.format.count(refits.rows.count))"
            + " \(pooled.basis.units) are added by year. \(steps.joined(separator: " "))"
            + " With all \(pooled.basis.units) it is \(panel.display.effect(pooled.natural))."
    }
}
