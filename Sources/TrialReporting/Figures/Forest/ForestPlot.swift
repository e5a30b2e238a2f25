import TrialResults

/// The forest plot: every row with what its groups reported, its estimate and its weight; pooled effects as diamonds; the
/// prediction interval as a bar.
///
/// Squares have areas proportional to the weights. An interval that leaves the axis ends in an arrow. Ratios are on a
/// logarithmic axis, proportions on one from 0 to 100%. The first grouping of the analysis orders the rows; further
/// ones follow as diamonds. Lewis and Clarke 2001, doi:10.1136/bmj.322.7300.1479; prediction intervals: IntHout et al.
/// 2016, doi:10.1136/bmjopen-2015-010247.
public struct ForestPlot: Figure {
    /// `forest`.
    public let code = "forest"
    /// `Forest plot`.
    public let title = "Forest plot"

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where the analysis has no rows at all.
    public func scene(for analysis: AnalysisResult, style: any FigureStyle) -> Scene? {
        let content = ForestContent(analysis)
        guard !content.rows.isEmpty else { return nil }
        let measurer = TextMeasurer(family: style.fontFamilies[0])
        let layout = ForestLayout(content, style: style, measurer: measurer)
        var painter = ForestPainter(
            analysis: analysis, content: content, layout: layout, style: style, measurer: measurer)
        return painter.paint()
    }
}
