import Glibc
import TrialResults
import TrialStatistics

/// The funnel plot against the number of participants, the largest studies at the top.
///
/// For measures whose standard error depends on the estimate itself, such as proportions and odds ratios near 0 or 1, a
/// funnel of standard errors is asymmetric by construction; numbers of participants are not. There are no pseudo
/// confidence limits, because participants alone do not give them. Peters et al. 2006, doi:10.1001/jama.295.6.676; Hunter
/// et al. 2014, doi:10.1016/j.jclinepi.2014.03.003.
public struct SizeFunnelPlot: PooledFigure {
    /// `funnel-size`.
    public let code = "funnel-size"
    /// `Funnel plot by participants`.
    public let title = "Funnel plot by participants"
    /// Three: two studies show one difference, and no pattern.
    public let fewestStudies = 3

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where fewer than two rows have all their participants counted.
    public func scene(for result: PooledAnalysis, style: any FigureStyle) -> Scene? {
        let analysis = PlottedAnalysis(result, style)
        guard let funnel = analysis.explorations?.funnel, funnel.participants.count == analysis.rows.count
        else { return nil }
        let rows = zip(analysis.rows, funnel.participants).compactMap { study, size in
            size.flatMap { $0 > 0 ? (study: study, size: $0) : nil }
        }
        guard rows.count > 1 else { return nil }
        let words = FunnelWords(analysis, funnel)
        let content = content(analysis, funnel, rows, words)
        let frame = PlotFrame(content, style: style)
        let isLogarithmic = Self.isLogarithmic(rows.map(\.size))
        var marks = PlotMarks()
        if let null = EffectAxis.null(analysis) { marks.over += frame.verticalLine(null, .null) }
        marks.over += frame.verticalLine(funnel.centre, .pooled, width: 1.4)
        marks.points = rows.map { row in
            PlottedPoint(
                centre: frame.point(row.study.estimate, isLogarithmic ? log(row.size) : row.size), radius: 4,
                name: DisplayText.clean(row.study.label))
        }
        if let reference = EffectAxis.reference(analysis, of: code) {
            marks.over += frame.verticalLine(reference, .flag, dashed: true)
        }
        let groups = groups(analysis)
        marks.over += zip(rows, marks.points).map { row, point in
            groups?.mark(row.study, at: point.centre, radius: point.radius)
                ?? .circle(centre: point.centre, radius: point.radius, fill: .estimate, rim: .paper)
        }
        marks.isLabelled = rows.count <= LabelPlacer.mostNumbers
        let sizes = rows.map(\.size)
        let format = analysis.display.format
        let range =
            "Rows have from \(format.count(sizes.min() ?? 0)) to \(format.count(sizes.max() ?? 0)) participants."
        return frame.scene(
            marks, title: PlotWords.title(title, analysis),
            description: words.description("Funnel plot of effects against numbers of participants") + " " + range)
    }

    private func groups(_ analysis: PlottedAnalysis) -> PointGroups? {
        PointGroups(analysis.rows, by: analysis.record.options(of: code).group)
    }

    private static func isLogarithmic(_ sizes: [Double]) -> Bool {
        (sizes.max() ?? 1) > 30 * max(sizes.min() ?? 1, 1)
    }

    private func content(
        _ analysis: PlottedAnalysis, _ funnel: FunnelExploration, _ rows: [(study: StudyResult, size: Double)],
        _ words: FunnelWords
    ) -> PlotContent {
        let sizes = rows.map(\.size)
        let format = analysis.display.format
        let isLogarithmic = Self.isLogarithmic(sizes)
        let vertical = FrameAxis(
            title: "Participants\(isLogarithmic ? " (logarithmic axis)" : "")",
            domain: isLogarithmic ? FrameAxis.domain(sizes.map { log($0) }) : FrameAxis.fromZero(sizes),
            ticks: isLogarithmic ? .logarithmic : .linear, label: { AxisLabel.plain($0, analysis.display.format) })
        var content = PlotContent(
            title: PlotWords.title(title, analysis),
            horizontal: EffectAxis.axis(
                analysis, domain: FrameAxis.domain(rows.map(\.study.estimate) + [funnel.centre]), of: code),
            vertical: vertical)
        content.legend =
            (groups(analysis)?.legend() ?? [.init(sample: .dot(fill: .estimate, rim: .paper), text: "Study")])
            + [.init(sample: .line(.pooled, dashed: false), text: "Pooled \(analysis.display.name)")]
            + EffectAxis.legend(analysis, of: code)
        if EffectAxis.null(analysis) != nil {
            content.legend.append(.init(sample: .line(.null, dashed: false), text: "No effect"))
        }
        let missing = analysis.rows.count - rows.count
        if missing > 0 {
            content.notes.append(
                "\(format.count(missing)) of \(PlotWords.rows(analysis.rows.count, analysis)) do not have the"
                    + " participants of every group and are not shown.")
        }
        content.notes += words.notes
        return content
    }
}
