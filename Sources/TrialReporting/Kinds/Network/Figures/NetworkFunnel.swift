import TrialResults
import TrialStatistics

/// The comparison-adjusted funnel plot: each study's difference less the mean of its comparison, all in one direction.
///
/// Chaimani, Higgins, Mavridis, Spyridonos and Salanti 2013, doi:10.1371/journal.pone.0076654.
public struct NetworkFunnel: Figure {
    /// `network-funnel`.
    public let code = "network-funnel"
    /// `Comparison-adjusted funnel plot`.
    public let title = "Comparison-adjusted funnel plot"

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where the plan gives no order of treatments.
    public func scene(for analysis: AnalysisRecord, style: any FigureStyle) -> Scene? {
        guard let answer = analysis.values(NetworkAnswer.self).first,
            let part = answer.parts.first(where: { ($0.funnel?.count ?? 0) > 2 }), let points = part.funnel,
            let any = part.pairs.first?.common
        else { return nil }
        let plotted = PlottedRecord(analysis, style)
        let display = plotted.display
        let height = FrameAxis.fromZero(points.map(\.standardError))
        // Every estimate has the quantile of the level between its limits.
        let quantile = (any.limits.upper - any.estimate) / any.standardError
        let reach = quantile * height.upperBound
        let domain = FrameAxis.domain(points.map(\.deviation) + [-reach, reach], room: 0.03)
        let horizontal = FrameAxis(
            title:
                "Study’s difference less the mean of its comparison\(analysis.question.measure.scale == .identity ? "" : ", on \(display.scaleWords)")",
            domain: domain,
            ticks: .linear, label: { AxisLabel.plain($0, display.format) })
        var vertical = FrameAxis(
            title: "Standard error", domain: height, ticks: .linear, label: { AxisLabel.plain($0, display.format) })
        vertical.isDownwards = true
        var content = PlotContent(
            title: PlotWords.title(title, plotted), horizontal: horizontal, vertical: vertical)
        let groups = comparisons(points)
        content.legend = zip(groups, Self.inks).map { group, ink in
            .init(sample: .dot(fill: ink, rim: .paper), text: group.shown)
        }
        if groups.count > Self.inks.count {
            content.legend.append(.init(sample: .dot(fill: .groupSixth, rim: .paper), text: "Other comparisons"))
        }
        content.legend.append(
            .init(
                sample: .line(.pooled, dashed: true),
                text: "\(display.format.level(answer.level)) pseudo confidence limits"))
        content.notes = [note(analysis.question.better)]
        let frame = PlotFrame(content, style: style)
        return frame.scene(
            marks(points, groups, frame, quantile), title: PlotWords.title(title, plotted),
            description: description(points, display))
    }

    private func note(_ better: AnalysisQuestion.Direction?) -> String {
        let order = "In each comparison the treatment that stands later in the plan’s order is named first"
        switch better {
        case .lower: return "\(order); to the left lie studies that favour it more than the others do."
        case .higher: return "\(order); to the right lie studies that favour it more than the others do."
        case nil: return "\(order); to the right lie studies in which its values are larger than in the others."
        }
    }

    private static let inks: [Ink] = [.groupFirst, .groupSecond, .groupThird, .groupFourth, .groupFifth]

    private struct Comparison: Equatable {
        let treatment: String
        let comparator: String
        let count: Int
        var shown: String { "\(DisplayText.clean(treatment)) v \(DisplayText.clean(comparator)) (\(count))" }
    }

    /// The comparisons, those of most studies first.
    private func comparisons(_ points: [FunnelDeviation]) -> [Comparison] {
        let counted = Dictionary(grouping: points) { [$0.treatment, $0.comparator] }
        return counted.map { Comparison(treatment: $0.key[0], comparator: $0.key[1], count: $0.value.count) }
            .sorted { ($1.count, $0.treatment, $0.comparator) < ($0.count, $1.treatment, $1.comparator) }
    }

    private func marks(
        _ points: [FunnelDeviation], _ groups: [Comparison], _ frame: PlotFrame, _ quantile: Double
    ) -> PlotMarks {
        var marks = PlotMarks()
        let bottom = frame.content.vertical.domain.upperBound
        marks.over += frame.curve([(0, 0), (0, bottom)], .pooled, width: 1.4)
        for side in [-1.0, 1] {
            marks.over += frame.curve(
                [(0, 0), (side * quantile * bottom, bottom)], .pooled, width: 1, dashed: true)
        }
        for point in points {
            let place = groups.firstIndex { $0.treatment == point.treatment && $0.comparator == point.comparator } ?? 0
            marks.over.append(
                .circle(
                    centre: frame.point(point.deviation, point.standardError), radius: 4.5,
                    fill: place < Self.inks.count ? Self.inks[place] : .groupSixth, rim: .paper))
        }
        marks.isLabelled = false
        return marks
    }

    private func description(_ points: [FunnelDeviation], _ display: MeasureDisplay) -> String {
        let right = points.count { $0.deviation > 0 }
        return "Comparison-adjusted funnel plot of \(display.format.count(points.count)) differences:"
            + " \(display.format.count(right)) lie to the right of the mean of their comparison."
    }
}
