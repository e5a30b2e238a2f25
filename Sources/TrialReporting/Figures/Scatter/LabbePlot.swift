import Glibc
import TrialResults
import TrialStatistics

/// The plot of L'Abbé, Detsky and O'Rourke: the risk with treatment against the risk with control.
///
/// Circles have areas proportional to the participants. On the dashed diagonal both risks are equal. The solid line holds
/// the pairs of risks that give the pooled effect: for risk p₂ with control p₁ = RR·p₂, OR·p₂/(1 − p₂ + OR·p₂) or p₂ + RD.
/// If studies follow it over the whole range of risks, the measure suits them. L'Abbé, Detsky and O'Rourke 1987,
/// doi:10.7326/0003-4819-107-2-224.
public struct LabbePlot: PooledFigure {
    /// `labbe`.
    public let code = "labbe"
    /// `L’Abbé plot`.
    public let title = "L’Abbé plot"

    /// Creates the figure.
    public init() {}

    private struct Row {
        let study: StudyResult
        let treatment: Double
        let control: Double
        let participants: Double
    }

    /// The drawing; nil where fewer than two rows have events and totals in two groups.
    public func scene(for result: PooledAnalysis, style: any FigureStyle) -> Scene? {
        let analysis = PlottedAnalysis(result, style)
        let rows = analysis.rows.compactMap(Self.row)
        guard rows.count > 1 else { return nil }
        let frame = PlotFrame(content(analysis, rows), style: style)
        let end = frame.content.horizontal.domain.upperBound
        var marks = PlotMarks()
        marks.over += frame.curve([(0, 0), (end, end)], .null, width: 1.2, dashed: true)
        if let pooled = analysis.pooled, let risk = Self.line(analysis, pooled.natural.estimate) {
            let places = stride(from: 0.0, through: 100, by: 1).map { end * $0 / 100 }
            marks.over += frame.curve(places.map { ($0, risk($0)) }, .pooled, width: 1.6)
        }
        let radii = PlotWords.radii(rows.map(\.participants))
        // Large circles first, so that small ones stay visible.
        let order = rows.indices.sorted { (radii[$1], $0) < (radii[$0], $1) }
        marks.points = order.map { index in
            PlottedPoint(
                centre: frame.point(rows[index].control, rows[index].treatment), radius: radii[index],
                name: DisplayText.clean(rows[index].study.label))
        }
        marks.over += marks.points.map {
            .circle(centre: $0.centre, radius: $0.radius, fill: .bubble, rim: .estimate)
        }
        marks.isLabelled = rows.count <= LabelPlacer.mostNumbers
        return frame.scene(
            marks, title: PlotWords.title(title, analysis), description: description(analysis, rows))
    }

    private static func row(_ study: StudyResult) -> Row? {
        guard study.groups.count == 2, study.groups.allSatisfy({ $0.personYears == nil }),
            let events1 = study.groups[0].events, let total1 = study.groups[0].total,
            let events2 = study.groups[1].events, let total2 = study.groups[1].total, total1 > 0, total2 > 0,
            events1 <= total1, events2 <= total2, events1 >= 0, events2 >= 0
        else { return nil }
        return Row(
            study: study, treatment: events1 / total1, control: events2 / total2, participants: total1 + total2)
    }

    /// The risk with treatment that a risk with control and the pooled effect give; nil where the measure has none.
    private static func line(_ analysis: PlottedAnalysis, _ effect: Double) -> ((Double) -> Double)? {
        guard effect.isFinite, let relation = analysis.question.measure.riskRelation else { return nil }
        return { relation.treatmentRisk(control: $0, effect: effect) }
    }

    private func content(_ analysis: PlottedAnalysis, _ rows: [Row]) -> PlotContent {
        let format = analysis.display.format
        let largest = rows.flatMap { [$0.treatment, $0.control] }.max() ?? 1
        // Room for half a circle at both ends; a risk is never above 1.
        let top = largest > 0 ? largest : 0.05
        let domain = -0.04 * top...1.1 * top
        func axis(_ title: String) -> FrameAxis {
            FrameAxis(
                title: title, domain: domain, ticks: .linear,
                label: { AxisLabel.percent($0, format) })
        }
        let groups = rows[0].study.groups.map { DisplayText.clean($0.label) }
        var content = PlotContent(
            title: PlotWords.title(title, analysis), horizontal: axis("Risk with control (\(groups[1]))"),
            vertical: axis("Risk with treatment"))
        content.isSquare = true
        content.legend = [
            .init(sample: .dot(fill: .bubble, rim: .estimate), text: "Study; area by participants"),
            .init(sample: .line(.null, dashed: true), text: "Equal risks"),
        ]
        if analysis.pooled != nil, Self.line(analysis, 1) != nil {
            content.legend.append(.init(sample: .line(.pooled, dashed: false), text: "Pooled \(analysis.display.name)"))
        }
        let missing = analysis.rows.count - rows.count
        if missing > 0 {
            content.notes.append(
                "\(format.count(missing)) of \(PlotWords.rows(analysis.rows.count, analysis)) do not have events and"
                    + " totals of two groups and are not shown.")
        }
        return content
    }

    private func description(_ analysis: PlottedAnalysis, _ rows: [Row]) -> String {
        let format = analysis.display.format
        let below = rows.count { $0.treatment < $0.control }
        let above = rows.count { $0.treatment > $0.control }
        var sentences = [
            "L’Abbé plot of \(PlotWords.rows(rows.count, analysis)): the risk with treatment against the risk with control.",
            "The risk is lower with treatment in \(format.count(below)), higher in \(format.count(above)) and equal in"
                + " \(format.count(rows.count - below - above)).",
        ]
        if let pooled = PlotWords.pooled(analysis) { sentences.append(pooled) }
        let risks = rows.map(\.control)
        sentences.append(
            "Risks with control reach from \(format.percentage(ofProportion: risks.min() ?? 0)) to"
                + " \(format.percentage(ofProportion: risks.max() ?? 0)).")
        sentences += rows.prefix(40).map {
            "\(DisplayText.clean($0.study.label)): \(format.percentage(ofProportion: $0.treatment)) with treatment,"
                + " \(format.percentage(ofProportion: $0.control)) with control."
        }
        return sentences.joined(separator: " ")
    }
}
