import TrialResults
import TrialStatistics

/// The dose–response curve with its band, each trial's own curve and effects, and a rug of the doses that were given.
public struct DoseCurveFigure: Figure {
    /// `dose-curve`.
    public let code = "dose-curve"
    /// `Dose–response curve`.
    public let title = "Dose–response curve"

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where no trial compares two doses.
    public func scene(for analysis: AnalysisRecord, style: any FigureStyle) -> Scene? {
        guard let answer = analysis.values(DoseResponseAnswer.self).first, !answer.trials.isEmpty else { return nil }
        let plotted = PlottedRecord(analysis, style)
        let frame = PlotFrame(content(answer, plotted), style: style)
        return frame.scene(
            marks(answer, plotted, frame), title: PlotWords.title(title, plotted),
            description: description(answer, plotted))
    }

    private func content(_ answer: DoseResponseAnswer, _ plotted: PlottedRecord) -> PlotContent {
        let doses = answer.trials.flatMap { [$0.referenceDose] + $0.doses }
        let spread = FrameAxis.domain(
            answer.trials.flatMap { [0] + $0.estimates } + answer.trials.flatMap { $0.own.map(\.estimate) }
                + answer.line.map(\.estimate), room: 0.12)
        let height = spread.upperBound - spread.lowerBound
        // The band may leave the drawing where the doses are few; points and lines may not.
        let band = answer.line.flatMap { [$0.limits.lower, $0.limits.upper] }
        let low = max(band.min() ?? spread.lowerBound, spread.lowerBound - height)
        let high = min(band.max() ?? spread.upperBound, spread.upperBound + height)
        let domain = min(low, spread.lowerBound)...max(high, spread.upperBound)
        let display = plotted.display
        let unit = answer.unit.map { " (\(DisplayText.clean($0)))" } ?? ""
        let name = DisplayText.clean(answer.dose)
        var content = PlotContent(
            title: PlotWords.title(title, plotted),
            horizontal: FrameAxis(
                title: name.hasSuffix(unit) ? name : name + unit, domain: FrameAxis.domain(doses, room: 0.05),
                ticks: .linear, label: { AxisLabel.plain($0, display.format) }),
            vertical: EffectAxis.axis(plotted, domain: domain, of: code))
        content.legend = [
            .init(
                sample: .dot(fill: .bubble, rim: .estimate),
                text: "Dose of a trial against its reference; area by precision"),
            .init(sample: .line(.curve, dashed: false), text: "A trial by itself"),
        ]
        if answer.fit != nil {
            content.legend += [
                .init(sample: .line(.pooled, dashed: false), text: "All trials"),
                .init(sample: .area(.band), text: "\(display.format.level(answer.level)) limits of the curve"),
            ]
        }
        content.legend.append(.init(sample: .line(.null, dashed: false), text: "No effect"))
        content.notes = ["Lines at the lower edge: doses that were given, one for each arm."]
        if let refusal = answer.refusal {
            content.notes.append("No curve over all trials. \(DisplayText.clean(refusal.message))")
        }
        if answer.trials.contains(where: { $0.referenceDose != answer.reference }) {
            content.notes.append(
                "Trials whose reference is another dose are drawn against it, from no effect at that dose on.")
        }
        return content
    }

    private func marks(_ answer: DoseResponseAnswer, _ plotted: PlottedRecord, _ frame: PlotFrame) -> PlotMarks {
        var marks = PlotMarks()
        if answer.line.count > 1 {
            marks.under += frame.shape(
                answer.line.map { ($0.dose, $0.limits.lower) }
                    + answer.line.reversed().map { ($0.dose, $0.limits.upper) },
                .band)
        }
        marks.over += frame.horizontalLine(0, .null)
        for trial in answer.trials {
            let own =
                trial.own.isEmpty
                ? ([(trial.referenceDose, 0.0)] + zip(trial.doses, trial.estimates)).sorted { $0.0 < $1.0 }
                : trial.own.map { ($0.dose, $0.estimate) }
            marks.over += frame.curve(own, .curve, width: 1)
        }
        if answer.line.count > 1 {
            marks.over += frame.curve(answer.line.map { ($0.dose, $0.estimate) }, .pooled, width: 1.8)
        }
        let weights = answer.trials.flatMap { trial in trial.doses.indices.map { 1 / trial.covariance[$0][$0] } }
        let radii = PlotWords.radii(weights, smallest: 2.5).map { $0 * 0.6 }
        var place = 0
        for trial in answer.trials {
            for k in trial.doses.indices {
                let point = PlottedPoint(
                    centre: frame.point(trial.doses[k], trial.estimates[k]), radius: radii[place],
                    name: DisplayText.clean(trial.title))
                marks.points.append(point)
                marks.over.append(.circle(centre: point.centre, radius: point.radius, fill: .bubble, rim: .estimate))
                place += 1
            }
            for dose in [trial.referenceDose] + trial.doses {
                let x = frame.x(dose)
                marks.over.append(
                    .line(from: Point(x, frame.area.bottom), to: Point(x, frame.area.bottom - 8), ink: .text, width: 1))
            }
        }
        marks.isLabelled = marks.points.count <= LabelPlacer.mostNumbers
        return marks
    }

    private func description(_ answer: DoseResponseAnswer, _ plotted: PlottedRecord) -> String {
        let format = plotted.display.format
        let trials = "\(format.count(answer.trials.count)) \(answer.trials.count == 1 ? "trial" : "trials")"
        let rows = answer.predictions.filter { $0.dose != answer.reference }.map { row in
            let effect = NaturalEffect(row.estimate, row.limits, natural: plotted.question.measure.natural)
            return "\(AxisLabel.plain(row.dose, format)): \(plotted.display.effect(effect))"
        }
        let curve =
            answer.fit == nil
            ? "No curve over all trials. \(answer.refusal.map { DisplayText.clean($0.message) } ?? "")"
            : "Against \(AxisLabel.plain(answer.reference, format)): \(rows.joined(separator: "; "))."
        return "Dose–response curve of \(trials) over \(DisplayText.clean(answer.dose)). \(curve)"
    }
}
