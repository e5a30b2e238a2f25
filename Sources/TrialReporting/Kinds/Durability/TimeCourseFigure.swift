import TrialResults
import TrialStatistics

/// The effect against months: the pooled curve with its limits over each trial's own course.
///
/// Circles have areas proportional to the inverse variances; circles with a ring are of months at which one trial only has a
/// result. Without a model each trial's course stands alone.
public struct TimeCourseFigure: Figure {
    /// `over-time`.
    public let code = "over-time"
    /// `Effect over time`.
    public let title = "Effect over time"

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where no row has a month.
    public func scene(for record: AnalysisRecord, style: any FigureStyle) -> Scene? {
        guard let answer = record.values(DurabilityAnswer.self).first, answer.rows.count == record.rows.count,
            !answer.rows.isEmpty
        else { return nil }
        return TimeCoursePainter(answer, PlottedRecord(record, style), style, self).scene
    }
}

/// Draws one effect over time.
private struct TimeCoursePainter {
    private let answer: DurabilityAnswer
    private let analysis: PlottedRecord
    private let figure: TimeCourseFigure
    private let frame: PlotFrame
    private let lone: Set<Double>

    init(_ answer: DurabilityAnswer, _ analysis: PlottedRecord, _ style: any FigureStyle, _ figure: TimeCourseFigure) {
        self.answer = answer
        self.analysis = analysis
        self.figure = figure
        lone = Set(answer.loneMonths.map(\.months))
        frame = PlotFrame(Self.content(answer, analysis, figure), style: style)
    }

    var scene: Scene {
        var marks = PlotMarks()
        let curve = answer.curve.map { (months: $0.months, effect: $0.effect.effect) }
        if curve.count > 1 {
            marks.under += frame.shape(
                curve.map { ($0.months, $0.effect.limits.lower) }
                    + curve.reversed().map { ($0.months, $0.effect.limits.upper) },
                .band)
        }
        if let null = EffectAxis.null(analysis) { marks.over += frame.horizontalLine(null, .null) }
        if let reference = EffectAxis.reference(analysis, of: figure.code) {
            marks.over += frame.horizontalLine(reference, .flag, dashed: true)
        }
        marks.over += courses
        paintPoints(into: &marks)
        marks.over += frame.curve(curve.map { ($0.months, $0.effect.estimate) }, .pooled, width: 2.2)
        marks.over += answer.points.flatMap(whisker)
        return frame.scene(
            marks, title: PlotWords.title(figure.title, analysis), description: description)
    }

    /// The rows of each line of results, ascending in months.
    private var lines: [[Int]] {
        Dictionary(grouping: answer.rows.indices) { answer.rows[$0].line }.values
            .map { $0.sorted { (answer.rows[$0].months, $0) < (answer.rows[$1].months, $1) } }
            .sorted { $0[0] < $1[0] }
    }

    private var courses: [Mark] {
        lines.filter { $0.count > 1 }.flatMap { line in
            frame.curve(line.map { (answer.rows[$0].months, analysis.rows[$0].estimate) }, .curve, width: 1.2)
        }
    }

    /// The limits at an answered month.
    private func whisker(_ point: DurabilityAnswer.Point) -> [Mark] {
        let own = point.effect.effect
        let centre = frame.point(point.months, own.estimate)
        let half = 5.0
        return frame.curve([(point.months, own.limits.lower), (point.months, own.limits.upper)], .pooled, width: 1.6)
            + [
                .polygon(
                    [
                        Point(centre.x, centre.y - half), Point(centre.x + half, centre.y),
                        Point(centre.x, centre.y + half), Point(centre.x - half, centre.y),
                    ], ink: .pooled)
            ]
    }

    private func paintPoints(into marks: inout PlotMarks) {
        let radii = PlotWords.radii(analysis.rows.map { 1 / $0.variance }, smallest: 2.5).map { min($0, 9) }
        for index in answer.rows.indices {
            let centre = frame.point(answer.rows[index].months, analysis.rows[index].estimate)
            let isLone = lone.contains(answer.rows[index].months)
            marks.over.append(.circle(centre: centre, radius: radii[index], fill: .bubble, rim: .estimate))
            if isLone { marks.over.append(.circle(centre: centre, radius: radii[index] + 3, fill: nil, rim: .flag)) }
        }
        marks.points = lines.compactMap { line in
            guard let last = line.last else { return nil }
            return PlottedPoint(
                centre: frame.point(answer.rows[last].months, analysis.rows[last].estimate), radius: radii[last],
                name: DisplayText.clean(answer.rows[last].title))
        }
        marks.isLabelled = marks.points.count <= LabelPlacer.mostNumbers
    }

    private static func content(
        _ answer: DurabilityAnswer, _ analysis: PlottedRecord, _ figure: TimeCourseFigure
    ) -> PlotContent {
        let months = answer.rows.map(\.months)
        let display = analysis.display
        let spread = FrameAxis.domain(analysis.rows.map(\.estimate), room: 0.1)
        let domain = reach(answer, around: spread)
        var content = PlotContent(
            title: PlotWords.title(figure.title, analysis),
            horizontal: FrameAxis(
                title: "Months after the start of treatment",
                domain: FrameAxis.fromZero(months + answer.curve.map(\.months)),
                ticks: .linear, label: { AxisLabel.plain($0, display.format) }),
            vertical: EffectAxis.axis(analysis, domain: domain, of: figure.code))
        content.legend = legend(answer, analysis, figure)
        content.notes = notes(answer, domain: domain)
        return content
    }

    /// The estimates, and of the limits at least those of the answered months unless they would flatten the trials.
    private static func reach(_ answer: DurabilityAnswer, around spread: ClosedRange<Double>) -> ClosedRange<Double> {
        let height = spread.upperBound - spread.lowerBound
        let limits = answer.points.map(\.effect.effect.limits).filter { $0.lower.isFinite && $0.upper.isFinite }
        guard let low = limits.map(\.lower).min(), let high = limits.map(\.upper).max() else { return spread }
        let room = 0.05 * (high - low)
        return min(
            spread.lowerBound, max(low - room, spread.lowerBound - height))...max(
                spread.upperBound, min(high + room, spread.upperBound + height))
    }

    private static func legend(
        _ answer: DurabilityAnswer, _ analysis: PlottedRecord, _ figure: TimeCourseFigure
    ) -> [PlotContent.LegendEntry] {
        var legend: [PlotContent.LegendEntry] = [
            .init(sample: .dot(fill: .bubble, rim: .estimate), text: "Result of a trial; area by precision")
        ]
        if Dictionary(grouping: answer.rows, by: \.line).values.contains(where: { $0.count > 1 }) {
            legend.append(.init(sample: .line(.curve, dashed: false), text: "The trial’s own course"))
        }
        if answer.curve.count > 1 {
            legend += [
                .init(sample: .line(.pooled, dashed: false), text: "All trials; diamonds where asked for"),
                .init(
                    sample: .area(.band),
                    text: "\(analysis.display.format.level(analysis.level)) limits of the mean effect"),
            ]
        }
        if !answer.loneMonths.isEmpty {
            legend.append(.init(sample: .dot(fill: nil, rim: .flag), text: "One trial only at this month"))
        }
        if EffectAxis.null(analysis) != nil {
            legend.append(.init(sample: .line(.null, dashed: false), text: "No effect"))
        }
        return legend + EffectAxis.legend(analysis, of: figure.code)
    }

    private static func notes(_ answer: DurabilityAnswer, domain: ClosedRange<Double>) -> [String] {
        var notes: [String] = []
        if let refusal = answer.refusal { notes.append("No pooled curve: \(refusal.message).") }
        let limits = answer.curve.map(\.effect.effect.limits)
        if limits.contains(where: { $0.lower < domain.lowerBound || $0.upper > domain.upperBound }) {
            notes.append("The limits reach beyond the drawing; the table has the numbers.")
        }
        return notes
    }

    private var description: String {
        let months = answer.points.map {
            "At month \(DurabilityAnswer.word($0.months)): \(analysis.display.effect($0.effect.natural))."
        }
        let rows =
            "\(PlotWords.rows(answer.rows.count, analysis)) of \(Set(answer.rows.map(\.trial)).count) trials over time."
        return ([rows] + months + (answer.refusal.map { ["No pooled curve: \($0.message)."] } ?? [])).joined(
            separator: " ")
    }
}
