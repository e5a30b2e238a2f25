import TrialResults
import TrialStatistics

/// The radial plot of Galbraith: each study's effect in units of its standard error against its precision.
///
/// With x = 1/SE and y = θ/SE a line through the origin has an effect as its slope: the solid line is the pooled effect,
/// and a study whose own interval does not hold it lies outside the band of ± z around the line. The scale at the right
/// edge reads the effect where a line from the origin through a point meets it. Galbraith 1988,
/// doi:10.1002/sim.4780070807.
public struct GalbraithPlot: PooledFigure {
    /// `galbraith`.
    public let code = "galbraith"
    /// `Radial plot`.
    public let title = "Radial plot"
    /// Three: two studies show one difference, and no pattern.
    public let fewestStudies = 3

    /// Creates the figure.
    public init() {}

    /// The drawing; nil for fewer than two rows and where nothing was explored.
    public func scene(for result: PooledAnalysis, style: any FigureStyle) -> Scene? {
        let analysis = PlottedAnalysis(result, style)
        guard let funnel = analysis.explorations?.funnel, analysis.rows.count > 1 else { return nil }
        let points = analysis.rows.map { study in
            let error = study.variance.squareRoot()
            return (x: 1 / error, y: study.estimate / error)
        }
        let outside = zip(analysis.rows, points).filter { abs($1.y - funnel.centre * $1.x) > funnel.quantile }
            .map { DisplayText.clean($0.0.label) }
        let frame = PlotFrame(content(analysis, funnel, points), style: style)
        let end = frame.content.horizontal.domain.upperBound
        var marks = PlotMarks()
        let (z, slope) = (funnel.quantile, funnel.centre)
        marks.under += frame.shape([(0, -z), (end, slope * end - z), (end, slope * end + z), (0, z)], .band)
        if EffectAxis.null(analysis) != nil { marks.over += frame.horizontalLine(0, .null) }
        marks.over += frame.curve([(0, 0), (end, slope * end)], .pooled, width: 1.4)
        for side in [-z, z] {
            marks.over += frame.curve([(0, side), (end, slope * end + side)], .pooled, width: 1, dashed: true)
        }
        marks.points = zip(analysis.rows, points).map {
            PlottedPoint(centre: frame.point($1.x, $1.y), radius: 4, name: DisplayText.clean($0.label))
        }
        marks.over += marks.points.map {
            .circle(centre: $0.centre, radius: $0.radius, fill: .estimate, rim: .paper)
        }
        marks.isLabelled = points.count <= LabelPlacer.mostNumbers
        return frame.scene(
            marks, title: PlotWords.title(title, analysis), description: description(analysis, outside))
    }

    private func content(
        _ analysis: PlottedAnalysis, _ funnel: FunnelExploration, _ points: [(x: Double, y: Double)]
    ) -> PlotContent {
        let display = analysis.display
        let horizontal = FrameAxis.fromZero(points.map(\.x))
        let reach = funnel.centre * horizontal.upperBound
        let vertical = FrameAxis.domain(
            points.map(\.y) + [-funnel.quantile, funnel.quantile, reach - funnel.quantile, reach + funnel.quantile],
            room: 0.04)
        var content = PlotContent(
            title: PlotWords.title(title, analysis),
            horizontal: FrameAxis(
                title: "Precision (1 / standard error)", domain: horizontal, ticks: .linear,
                label: { AxisLabel.plain($0, display.format) }),
            vertical: FrameAxis(
                title: "Effect / standard error", domain: vertical, ticks: .linear,
                label: { AxisLabel.plain($0, display.format) }))
        let effects = EffectAxis.axis(
            analysis, domain: vertical.lowerBound / horizontal.upperBound...vertical.upperBound / horizontal.upperBound,
            of: code)
        content.right = PlotContent.RightScale(
            title: effects.title,
            ticks: effects.ticks(length: 300, extent: { _ in 14 }).map {
                PlotAxis.Tick(value: $0.value * horizontal.upperBound, label: $0.label)
            })
        content.legend = [
            .init(sample: .dot(fill: .estimate, rim: .paper), text: "Study"),
            .init(sample: .line(.pooled, dashed: false), text: "Pooled \(display.name)"),
            .init(
                sample: .area(.band),
                text: "Studies whose \(display.format.level(analysis.level)) interval holds it"),
        ]
        if EffectAxis.null(analysis) != nil {
            content.legend.append(.init(sample: .line(.null, dashed: false), text: "No effect"))
        }
        return content
    }

    private func description(_ analysis: PlottedAnalysis, _ outside: [String]) -> String {
        var sentences = ["Radial plot of \(PlotWords.rows(analysis.rows.count, analysis))."]
        if let pooled = PlotWords.pooled(analysis) { sentences.append(pooled) }
        let level = analysis.display.format.level(analysis.level)
        sentences.append(
            outside.isEmpty
                ? "The \(level) interval of every study holds the pooled effect."
                : "The \(level) interval of \(outside.count == 1 ? "one study does" : "\(outside.count) studies do") not hold the"
                    + " pooled effect: \(outside.prefix(20).joined(separator: "; "))\(outside.count > 20 ? " and more" : "")."
        )
        return sentences.joined(separator: " ")
    }
}
