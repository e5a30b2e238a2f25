import TrialResults
import TrialStatistics

/// The pooled effect without each study in turn, in rows like a forest plot's.
///
/// A row whose confidence interval crosses the line of no effect although that of all studies does not, or the other way
/// round, is drawn in the ink of flags and marked in words. Viechtbauer and Cheung 2010, doi:10.1002/jrsm.11.
public struct LeaveOneOutPanel: PooledFigure {
    /// `leave-one-out`.
    public let code = "leave-one-out"
    /// `Leave-one-out`.
    public let title = "Leave-one-out"
    /// Three: two studies show one difference, and no pattern.
    public let fewestStudies = 3

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where nothing was left out in turn.
    public func scene(for analysis: PooledAnalysis, style: any FigureStyle) -> Scene? {
        guard let refits = analysis.explorations?.leaveOneOut, let pooled = analysis.pooled,
            refits.rows.contains(where: { $0.refit != nil })
        else { return nil }
        let panel = PanelRows(analysis, style: style)
        var content = ForestContent(figure: title, title: analysis.title)
        let basis = pooled.basis
        content.nameHeading = style.convention.spelled("\(basis.unitHeading) left out")
        content.columns = panel.columns(["τ²", "I²"])
        content.plots = [panel.effects(reference: pooled.natural.estimate, of: code)]
        var turned: [String] = []
        for row in refits.rows {
            let name = panel.name(row.omitted)
            guard let refit = row.refit else {
                content.rows.append(.init(label: name, note: "The other \(basis.units) cannot be pooled."))
                continue
            }
            let effect = panel.natural(refit.pooled)
            let isTurned = panel.crosses(effect) != panel.crosses(pooled.natural)
            if isTurned { turned.append(name) }
            content.rows.append(
                .init(
                    label: name, cells: panel.cells([panel.tau2(refit), panel.iSquared(refit)], effect: effect),
                    symbols: [.point(effect, ink: isTurned ? .flag : .estimate)],
                    note: isTurned ? panel.turnedNote(effect) : nil))
        }
        content.rows.append(
            panel.total("None, all \(basis.units) (\(basis.label(panel.display.format)))", pooled))
        content.footnotes = ["Each row: the pooled effect of all other \(basis.units) by the same methods."]
        content.description = description(refits, pooled, panel, turned)
        return ForestPainter.scene(content, style: style)
    }

    private func description(
        _ refits: LeaveOneOut, _ pooled: PooledResult, _ panel: PanelRows, _ turned: [String]
    ) -> String {
        let effects = refits.rows.compactMap { $0.refit.map { panel.natural($0.pooled).estimate } }
        let values = (panel.display.value(effects.min() ?? .nan), panel.display.value(effects.max() ?? .nan))
        let rest =
            turned.isEmpty
            ? "Leaving out no single \(pooled.basis.unit) moves the interval across the line of no effect."
            : "Leaving out one of these moves the interval across the line of no effect: "
                + turned.joined(separator: "; ") + "."
        return "Leave-one-out panel: the pooled \(panel.display.name) without each of"
            + " \(panel.display.format.count(refits.rows.count)) \(pooled.basis.units) in turn."
            + " With all \(pooled.basis.units) it is \(panel.display.effect(pooled.natural));"
            + " without one it is between \(values.0) and \(values.1)."
            + (panel.display.measure.nullValue == nil ? "" : " \(rest)")
    }
}
