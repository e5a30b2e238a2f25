import TrialResults
import TrialStatistics

/// The bubble plot: effects against a quantity of the studies, with the line of the meta-regression and its band.
///
/// Circles have areas proportional to the weights in the regression; the band holds the limits of the mean effect. A line
/// over studies says nothing about patients within them. Thompson and Higgins 2002, doi:10.1002/sim.1187. The plan's
/// moderators are drawn below each other.
public struct BubblePlot: Figure {
    /// `bubble`.
    public let code = "bubble"
    /// `Bubble plot`.
    public let title = "Bubble plot"

    /// Creates the figure.
    public init() {}

    /// The drawing of all regressions of a record; nil where there is none, or none has a quantity in two rows.
    public func scene(for record: AnalysisRecord, style: any FigureStyle) -> Scene? {
        let analysis = PlottedRecord(record, style)
        let scenes = record.values(RegressionAnswer.self).compactMap { scene($0, analysis, style) }
        return SceneStack.stacked(scenes, title: PlotWords.title(title, analysis))
    }

    /// The drawing of one regression: its quantities below each other.
    func scene(_ answer: RegressionAnswer, _ analysis: PlottedRecord, _ style: any FigureStyle) -> Scene? {
        let scenes = answer.moderators.compactMap { moderator in
            moderator.values.flatMap {
                scene(PlottedModerator(answer, moderator, values: $0), analysis, style)
            }
        }
        return SceneStack.stacked(scenes, title: PlotWords.title(title, analysis))
    }

    private func scene(
        _ moderator: PlottedModerator, _ analysis: PlottedRecord, _ style: any FigureStyle
    ) -> Scene? {
        let rows = zip(moderator.rows, moderator.values).compactMap { row, value in
            analysis.rows.indices.contains(row - 1) ? (study: analysis.rows[row - 1], value: value) : nil
        }
        guard rows.count > 1 else { return nil }
        let words = BubbleWords(analysis, moderator)
        let frame = PlotFrame(content(moderator, analysis, rows, words), style: style)
        var marks = PlotMarks()
        if let line = moderator.line {
            marks.under += frame.shape(
                line.points.map { ($0.value, $0.limits.lower) }
                    + line.points.reversed().map { ($0.value, $0.limits.upper) }, .band)
            for ends in BubbleBand(line).prediction {
                marks.under += frame.curve(ends, .prediction, width: 1, dashed: true)
            }
        }
        if let null = EffectAxis.null(analysis) { marks.over += frame.horizontalLine(null, .null) }
        if let line = moderator.line {
            marks.over += frame.curve(line.points.map { ($0.value, $0.estimate) }, .pooled, width: 1.6)
        }
        let weights = moderator.weights.count == rows.count ? moderator.weights : rows.map { 1 / $0.study.variance }
        let radii = PlotWords.radii(weights)
        let order = rows.indices.sorted { (radii[$1], $0) < (radii[$0], $1) }
        marks.points = order.map { index in
            PlottedPoint(
                centre: frame.point(rows[index].value, rows[index].study.estimate), radius: radii[index],
                name: DisplayText.clean(rows[index].study.label))
        }
        if let reference = EffectAxis.reference(analysis, of: code) {
            marks.over += frame.horizontalLine(reference, .flag, dashed: true)
        }
        let groups = groups(analysis)
        marks.over += zip(order, marks.points).flatMap { index, point -> [Mark] in
            guard let ink = groups?.ink(rows[index].study) else {
                return [.circle(centre: point.centre, radius: point.radius, fill: .bubble, rim: .estimate)]
            }
            return [.circle(centre: point.centre, radius: point.radius, fill: ink, rim: .paper)]
        }
        marks.isLabelled = rows.count <= LabelPlacer.mostNumbers
        return frame.scene(
            marks, title: "\(PlotWords.title(title, analysis)): \(moderator.name)", description: words.description)
    }

    private func groups(_ analysis: PlottedRecord) -> PointGroups? {
        PointGroups(analysis.rows, by: analysis.record.options(of: code).group)
    }

    private func content(
        _ moderator: PlottedModerator, _ analysis: PlottedRecord, _ rows: [(study: StudyResult, value: Double)],
        _ words: BubbleWords
    ) -> PlotContent {
        let display = analysis.display
        let spread = FrameAxis.domain(rows.map(\.study.estimate), room: 0.12)
        let band = moderator.line.map(BubbleBand.init)
        let domain = band?.domain(around: spread) ?? spread
        var content = PlotContent(
            title: "\(PlotWords.title(title, analysis)): \(DisplayText.clean(moderator.name))",
            horizontal: FrameAxis(
                title: DisplayText.clean(moderator.name), domain: FrameAxis.domain(rows.map(\.value), room: 0.08),
                ticks: .linear,
                label: { moderator.label($0, display.format) ?? AxisLabel.plain($0, display.format) }),
            vertical: EffectAxis.axis(analysis, domain: domain, of: code))
        content.legend =
            groups(analysis)?.legend(areas: "area by weight")
            ?? [.init(sample: .dot(fill: .bubble, rim: .estimate), text: "Study; area by weight")]
        if moderator.line != nil {
            content.legend += [
                .init(sample: .line(.pooled, dashed: false), text: "Meta-regression"),
                .init(sample: .area(.band), text: "\(display.format.level(analysis.level)) limits of the mean effect"),
            ]
        }
        if let band, !band.prediction.isEmpty {
            content.legend.append(
                .init(
                    sample: .line(.prediction, dashed: true),
                    text: "\(display.format.level(analysis.level)) limits of a new study’s effect"))
        }
        if EffectAxis.null(analysis) != nil {
            content.legend.append(.init(sample: .line(.null, dashed: false), text: "No effect"))
        }
        content.legend += EffectAxis.legend(analysis, of: code)
        content.notes = words.notes
        if let band, band.isCut(by: domain) {
            content.notes.append("The limits of the mean effect reach beyond the drawing; the table has the numbers.")
        }
        if let band, !band.prediction.isEmpty, band.isPredictionCut(by: domain) {
            content.notes.append("The limits of a new study’s effect reach beyond the drawing.")
        }
        return content
    }
}

/// One quantity of a regression, as it is drawn.
struct PlottedModerator {
    let property: String
    let name: String
    /// The values, in the order of `rows`.
    let values: [Double]
    /// 1-based positions of the rows in the record.
    let rows: [Int]
    /// The line; nil where the regression has several moderators or no fit.
    let line: ModeratorLine?
    /// The weights in the regression; empty without a fit.
    let weights: [Double]
    let missing: [ExcludedRow]
    let warnings: [MethodWarning]

    init(_ answer: RegressionAnswer, _ moderator: RegressionAnswer.Moderator, values: [Double]) {
        property = moderator.property
        name = moderator.name
        self.values = values
        rows = answer.rows
        line = answer.line
        weights = (answer.line?.fit ?? answer.fit)?.weights ?? []
        missing = answer.missing
        warnings = answer.warnings
    }

    /// A year without a sign between its thousands; nil for any other value.
    func label(_ value: Double, _ format: NumberFormat) -> String? {
        property == "year" && value == value.rounded() && abs(value) < 10_000 ? String(Int(value)) : nil
    }
}
