import TrialResults
import TrialStatistics

/// What every interval method says of the same pooled effect, for up to ten studies.
///
/// The interval that was chosen beforehand is a diamond; the others are points. With few studies the choice of interval
/// moves the conclusion more than most data do.
public struct FewStudiesPanel: PooledFigure {
    /// `few-studies`.
    public let code = "few-studies"
    /// `Intervals with few studies`.
    public let title = "Intervals with few studies"

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where the engine made no such view.
    public func scene(for analysis: PooledAnalysis, style: any FigureStyle) -> Scene? {
        guard let view = analysis.explorations?.fewStudies, !view.rows.isEmpty else { return nil }
        let panel = PanelRows(analysis, style: style)
        let format = panel.display.format
        var content = ForestContent(figure: title, title: analysis.title)
        content.nameHeading = "Interval"
        let isTested = analysis.question.measure.isTestedAtZero
        content.columns = panel.columns(["Standard error", "df"] + (isTested ? ["P value"] : []))
        content.plots = [panel.effects(reference: nil, of: code)]
        content.rows = view.rows.map { row in
            let isHeadline = row.code == view.headline
            let effect = effect(row, view, panel)
            let texts =
                [
                    row.standardError.map(format.number) ?? "", row.degreesOfFreedom.map(format.count) ?? "",
                ] + (isTested ? [row.pValue.map { value(ofP: $0, format) } ?? ""] : [])
            let symbol = effect.map { effect -> ForestContent.Symbol in
                isHeadline ? .diamond(effect, ink: .pooled) : .point(effect, ink: .estimate)
            }
            return .init(
                label: name(row) + (isHeadline ? ", chosen beforehand" : ""), isBold: isHeadline,
                cells: texts + [effect.map(panel.display.effect) ?? "none"], symbols: [symbol],
                note: row.remark.map { "\($0.prefix(1).uppercased())\($0.dropFirst())." })
        }
        content.footnotes = ([view.rule] + view.knowledge).map { style.convention.spelled(DisplayText.clean($0)) }
        content.description = description(view, panel)
        return ForestPainter.scene(content, style: style)
    }

    private func name(_ row: FewStudiesView.Row) -> String {
        let name = DisplayText.clean(row.name)
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    /// The effect of a method; open on both sides where it leaves the whole line, nil where it does not exist.
    private func effect(_ row: FewStudiesView.Row, _ view: FewStudiesView, _ panel: PanelRows) -> NaturalEffect? {
        guard row.limits != nil || row.pValue != nil else { return nil }
        let limits = row.limits ?? ConfidenceLimits(lower: -.infinity, upper: .infinity)
        return NaturalEffect(view.estimate, limits, natural: panel.analysis.question.measure.natural)
    }

    /// A p-value without its letter and an equals sign.
    private func value(ofP pValue: Double, _ format: NumberFormat) -> String {
        String(format.pValue(pValue).drop { "pP =".contains($0) })
    }

    private func description(_ view: FewStudiesView, _ panel: PanelRows) -> String {
        let rows = view.rows.map { row in
            let words = effect(row, view, panel).map(panel.display.effect) ?? "none"
            return "\(name(row)): \(words)\(row.code == view.headline ? ", chosen beforehand" : "")."
        }
        let studies = view.studies == 1 ? "one study" : "\(panel.display.format.count(view.studies)) studies"
        return "Panel of interval methods: the pooled \(panel.display.name) of \(studies) with the"
            + " \(panel.display.format.level(view.level)) limits of each method. \(rows.joined(separator: " "))"
            + " \(DisplayText.clean(view.rule))"
    }
}
