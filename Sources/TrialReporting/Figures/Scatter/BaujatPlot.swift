import TrialResults
import TrialStatistics

/// Baujat's plot: what each study adds to heterogeneity against how much it moves the pooled effect.
///
/// Across: the study's part of Cochran's Q. Upwards: the squared change of the common effect without it, in units of that
/// effect's variance. Studies at the top right are both odd and weighty. Baujat, Mahé, Pignon and Hill 2002,
/// doi:10.1002/sim.1221; the numbers are `BaujatCoordinates`.
public struct BaujatPlot: PooledFigure {
    /// `baujat`.
    public let code = "baujat"
    /// `Baujat plot`.
    public let title = "Baujat plot"
    /// Three: two studies show one difference, and no pattern.
    public let fewestStudies = 3

    /// Creates the figure.
    public init() {}

    /// The drawing; nil for fewer than three rows, where every study moves the effect as much as any other, and where
    /// nothing was explored.
    public func scene(for result: PooledAnalysis, style: any FigureStyle) -> Scene? {
        let analysis = PlottedAnalysis(result, style)
        guard let rows = analysis.explorations?.baujat?.rows, rows.count > 2, rows.count == analysis.rows.count
        else { return nil }
        let display = analysis.display
        let label = { AxisLabel.plain($0, display.format) }
        var content = PlotContent(
            title: PlotWords.title(title, analysis),
            horizontal: FrameAxis(
                title: "Part of Cochran’s Q", domain: room(rows.map(\.contribution)), ticks: .linear, label: label),
            vertical: FrameAxis(
                title: "Influence on the pooled effect",
                domain: room(rows.map(\.influence)), ticks: .linear, label: label))
        content.notes = [
            "Influence is the squared change of the common effect without the study, in units of its variance. Studies at the"
                + " top right are both odd and weighty."
        ]
        let frame = PlotFrame(content, style: style)
        var marks = PlotMarks()
        // The most striking studies first: they get a label before the others.
        let strength = striking(rows)
        let order = rows.indices.sorted { (strength[$1], $0) < (strength[$0], $1) }
        marks.points = order.map { index in
            PlottedPoint(
                centre: frame.point(rows[index].contribution, rows[index].influence), radius: 4,
                name: DisplayText.clean(analysis.rows[index].label))
        }
        marks.over += marks.points.reversed().map {
            .circle(centre: $0.centre, radius: $0.radius, fill: .estimate, rim: .paper)
        }
        return frame.scene(
            marks, title: PlotWords.title(title, analysis), description: description(analysis, rows, order))
    }

    private func room(_ values: [Double]) -> ClosedRange<Double> {
        let largest = values.filter(\.isFinite).max() ?? 1
        let top = largest > 1e-12 ? largest : 1
        return -0.03 * top...1.1 * top
    }

    /// How far out each study lies, as a share of the furthest in either direction.
    private func striking(_ rows: [BaujatCoordinates.Row]) -> [Double] {
        let contribution = max(rows.map(\.contribution).max() ?? 1, 1e-300)
        let influence = max(rows.map(\.influence).max() ?? 1, 1e-300)
        return rows.map { max($0.contribution / contribution, $0.influence / influence) }
    }

    private func description(
        _ analysis: PlottedAnalysis, _ rows: [BaujatCoordinates.Row], _ order: [Int]
    ) -> String {
        let format = analysis.display.format
        let q = rows.reduce(0) { $0 + $1.contribution }
        var sentences = [
            "Baujat plot of \(PlotWords.rows(rows.count, analysis)): parts of Cochran’s Q, \(format.number(q)) in all,"
                + " against influence on the pooled effect."
        ]
        if let most = rows.indices.max(by: { rows[$0].contribution < rows[$1].contribution }) {
            sentences.append(
                "Most of Q comes from \(DisplayText.clean(analysis.rows[most].label)),"
                    + " \(format.number(rows[most].contribution)).")
        }
        if let most = rows.indices.max(by: { rows[$0].influence < rows[$1].influence }) {
            sentences.append(
                "The pooled effect changes most without \(DisplayText.clean(analysis.rows[most].label)).")
        }
        sentences += order.prefix(20).map { index in
            "\(DisplayText.clean(analysis.rows[index].label)): part of Q \(format.number(rows[index].contribution)),"
                + " influence \(format.number(rows[index].influence))."
        }
        return sentences.joined(separator: " ")
    }
}
