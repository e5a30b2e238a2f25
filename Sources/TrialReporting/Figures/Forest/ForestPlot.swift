import TrialResults

/// The forest plot: every row with what its groups reported, its estimate and its weight; pooled effects as diamonds; the
/// prediction interval as a bar or as tails of the diamond; the risk of bias as lights beside the rows.
///
/// Squares have areas proportional to the weights. An interval that leaves the axis ends in an arrow. Ratios are on a
/// logarithmic axis, proportions on one from 0 to 100% or, where they are small, from 0 to what is drawn. What is drawn is a ``ForestSource``, which the report of each kind
/// of answer makes. Lewis and Clarke 2001, doi:10.1136/bmj.322.7300.1479; prediction intervals: IntHout et al.
/// 2016, doi:10.1136/bmjopen-2015-010247.
public struct ForestPlot: Figure {
    /// `forest`.
    public let code = "forest"
    /// `Forest plot`.
    public let title = "Forest plot"

    /// Creates the figure.
    public init() {}

    /// The drawing without lights; nil where the analysis has no rows at all.
    public func scene(for analysis: AnalysisRecord, style: any FigureStyle) -> Scene? {
        scene(for: FigureInput(analysis), style: style)
    }

    /// The drawing, with lights where the risk of bias of a row is known; nil where the analysis has no rows at all.
    public func scene(for input: FigureInput, style: any FigureStyle) -> Scene? {
        let content = content(input, style: style)
        return content.rows.isEmpty ? nil : ForestPainter.scene(content, style: style)
    }

    /// The drawing with the number of each row above what is drawn of it.
    public func narrowScene(for input: FigureInput, style: any FigureStyle) -> Scene? {
        NarrowForestPainter.scene(content(input, style: style), style: style)
    }

    private func content(_ input: FigureInput, style: any FigureStyle) -> ForestContent {
        let analysis = input.analysis
        let display = analysis.display(style.convention)
        let options = analysis.options(of: code)
        var source = input.kinds.forest(analysis)
        source.sort(options.order ?? .given)
        let studies = source.allRows
        let cells = ForestCells(studies, style: style.forest, format: display.format, further: options.columns ?? [])
        let lights = StudyLights(input.overview, studies: studies, outcome: analysis.question.outcome)
        let headings = ForestHeadings(style: style.forest, source: source, display: display)
        var content = ForestContent(figure: title, title: analysis.title)
        content.nameHeading = style.forest.studyHeading
        content.groups = headings.groups(cells.groups) + (lights.domains.isEmpty ? [] : ["Risk of bias"])
        content.columns = cells.columns(style.forest, headings: headings, lights: !lights.domains.isEmpty)
        content.lightHeadings = lights.headings(style.forest.letters)
        var plot = ForestContent.effects(display)
        plot.choose(options)
        plot.sides = style.sides(analysis.question)
        if style.forest.showsPooledLine, analysis.rows.count > 1 {
            plot.reference = source.total?.effect.estimate
        }
        content.plots = [plot]
        var writer = ForestRowWriter(cells, display: display, style: style.forest, lights: lights)
        writer.write(source)
        content.rows = writer.rows
        let chosen = options.reference.map { "The further dashed line is at \(display.value($0))." }
        content.footnotes = writer.footnotes + [headings.groupsNote(cells.groups), chosen].compactMap(\.self)
        content.description = ForestDescription(source, display: display, lights: lights).text
        return content
    }
}
