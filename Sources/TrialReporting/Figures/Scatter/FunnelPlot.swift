import TrialResults
import TrialStatistics

/// The funnel plot: each study's effect against its standard error, the most precise at the top.
///
/// Around the pooled effect μ run the pseudo confidence limits μ ± z·SE, within which 95% of studies would lie if they all
/// estimated one effect. Where the measure has a value of no effect θ₀, shaded regions show where a study's two-sided
/// p-value is below 0.1, 0.05 and 0.01: |θ − θ₀| > z·SE. Hollow points are those that trim-and-fill adds. Sterne and Egger
/// 2001, doi:10.1016/S0895-4356(01)00377-8; contours: Peters et al. 2008, doi:10.1016/j.jclinepi.2007.11.010;
/// trim-and-fill: Duval and Tweedie 2000, doi:10.1111/j.0006-341X.2000.00455.x.
public struct FunnelPlot: PooledFigure {
    /// `funnel`.
    public let code = "funnel"
    /// `Funnel plot`.
    public let title = "Funnel plot"
    /// Three: two studies show one difference, and no pattern.
    public let fewestStudies = 3

    /// Creates the figure.
    public init() {}

    /// The drawing; nil for fewer than two rows and where nothing was explored.
    public func scene(for result: PooledAnalysis, style: any FigureStyle) -> Scene? {
        let analysis = PlottedAnalysis(result, style)
        guard let funnel = analysis.explorations?.funnel, analysis.rows.count > 1 else { return nil }
        let words = FunnelWords(analysis, funnel)
        let frame = PlotFrame(content(analysis, funnel, words), style: style)
        return frame.scene(
            marks(analysis, funnel, frame), title: PlotWords.title(title, analysis),
            description: [
                words.description("Funnel plot of effects against standard errors"),
                groups(analysis)?.sentence(analysis.rows), curve(analysis)?.sentence(analysis),
            ].compactMap(\.self).joined(separator: " "))
    }

    private func content(
        _ analysis: PlottedAnalysis, _ funnel: FunnelExploration, _ words: FunnelWords
    ) -> PlotContent {
        let filled = funnel.trimAndFill?.filled ?? []
        let errors = analysis.rows.map { $0.variance.squareRoot() } + filled.map { $0.variance.squareRoot() }
        let height = FrameAxis.fromZero(errors)
        let reach = funnel.quantile * height.upperBound
        let estimates = analysis.rows.map(\.estimate) + filled.map(\.estimate)
        let domain = FrameAxis.domain(
            estimates + [funnel.centre - reach, funnel.centre + reach], room: 0.03)
        let display = analysis.display
        var vertical = FrameAxis(
            title: "Standard error\(analysis.question.measure.scale == .identity ? "" : " on \(display.scaleWords)")",
            domain: height, ticks: .linear, label: { AxisLabel.plain($0, display.format) })
        vertical.isDownwards = true
        var content = PlotContent(
            title: PlotWords.title(title, analysis), horizontal: EffectAxis.axis(analysis, domain: domain, of: code),
            vertical: vertical)
        content.legend = legend(analysis, funnel)
        if let curve = curve(analysis) {
            content.legend.append(.init(sample: .line(.flag, dashed: false), text: curve.name))
            content.notes.append(curve.sentence(analysis))
        }
        content.legend += EffectAxis.legend(analysis, of: code)
        content.notes += words.notes
        return content
    }

    private func curve(_ analysis: PlottedAnalysis) -> SmallStudyCurve? {
        analysis.record.options(of: code).line.flatMap { SmallStudyCurve($0, analysis) }
    }

    private func groups(_ analysis: PlottedAnalysis) -> PointGroups? {
        PointGroups(analysis.rows, by: analysis.record.options(of: code).group)
    }

    private func legend(_ analysis: PlottedAnalysis, _ funnel: FunnelExploration) -> [PlotContent.LegendEntry] {
        let format = analysis.display.format
        var legend = groups(analysis)?.legend() ?? [.init(sample: .dot(fill: .estimate, rim: .paper), text: "Study")]
        if let filled = funnel.trimAndFill, filled.missing > 0 {
            legend.append(.init(sample: .dot(fill: .paper, rim: .added), text: "Added by trim-and-fill"))
        }
        legend.append(.init(sample: .line(.pooled, dashed: false), text: "Pooled \(analysis.display.name)"))
        legend.append(
            .init(
                sample: .line(.pooled, dashed: true),
                text: "\(format.level(analysis.level)) pseudo confidence limits"))
        guard EffectAxis.null(analysis) != nil else { return legend }
        legend.append(.init(sample: .line(.null, dashed: false), text: "No effect"))
        let bounds = funnel.contours.map { format.number($0.pValue) }
        for (index, (ink, contour)) in zip(Self.inks, funnel.contours).enumerated() {
            let upper = format.number(contour.pValue)
            let text = index + 1 < bounds.count ? "\(bounds[index + 1]) < p < \(upper)" : "p < \(upper)"
            legend.append(.init(sample: .area(ink), text: text))
        }
        return legend
    }

    private static let inks: [Ink] = [.contourNear, .contourMiddle, .contourFar]

    private func marks(_ analysis: PlottedAnalysis, _ funnel: FunnelExploration, _ frame: PlotFrame) -> PlotMarks {
        var marks = PlotMarks()
        let bottom = frame.content.vertical.domain.upperBound
        if let null = EffectAxis.null(analysis) {
            marks.under += shading(funnel, null: null, frame)
            marks.over += frame.verticalLine(null, .null)
        }
        marks.over += frame.curve([(funnel.centre, 0), (funnel.centre, bottom)], .pooled, width: 1.4)
        for side in [-1.0, 1] {
            marks.over += frame.curve(
                [(funnel.centre, 0), (funnel.centre + side * funnel.quantile * bottom, bottom)], .pooled, width: 1,
                dashed: true)
        }
        for study in analysis.rows {
            let point = PlottedPoint(
                centre: frame.point(study.estimate, study.variance.squareRoot()), radius: 4,
                name: DisplayText.clean(study.label))
            marks.points.append(point)
        }
        for filled in funnel.trimAndFill?.filled ?? [] {
            marks.over.append(
                .circle(
                    centre: frame.point(filled.estimate, filled.variance.squareRoot()), radius: 4, fill: .paper,
                    rim: .added))
        }
        if let curve = curve(analysis) {
            marks.over += frame.curve(curve.points(to: bottom), .flag, width: 1.6)
        }
        if let reference = EffectAxis.reference(analysis, of: code) {
            marks.over += frame.verticalLine(reference, .flag, dashed: true)
        }
        let groups = groups(analysis)
        marks.over += zip(analysis.rows, marks.points).map { row, point in
            groups?.mark(row, at: point.centre, radius: point.radius)
                ?? .circle(centre: point.centre, radius: point.radius, fill: .estimate, rim: .paper)
        }
        marks.isLabelled = analysis.rows.count <= LabelPlacer.mostNumbers
        return marks
    }

    /// The regions from the least significant inwards: the outermost colour first, each narrower wedge over it.
    private func shading(_ funnel: FunnelExploration, null: Double, _ frame: PlotFrame) -> [Mark] {
        let bottom = frame.content.vertical.domain.upperBound
        let domain = frame.content.horizontal.domain
        func wedge(_ quantile: Double, _ ink: Ink) -> [Mark] {
            frame.shape(
                [(null, 0), (null + quantile * bottom, bottom), (null - quantile * bottom, bottom)], ink)
        }
        var marks = frame.shape(
            [
                (domain.lowerBound, 0), (domain.upperBound, 0), (domain.upperBound, bottom),
                (domain.lowerBound, bottom),
            ], .contourFar)
        let inner = Array(zip(funnel.contours.map(\.quantile), [Ink.paper] + Self.inks)).reversed()
        for (quantile, ink) in inner { marks += wedge(quantile, ink) }
        return marks
    }
}
