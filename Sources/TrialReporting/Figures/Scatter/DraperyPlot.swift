import TrialResults
import TrialStatistics

/// The drapery plot: p-value functions of every study, of the pooled effect and of a new study.
///
/// A curve's height over an effect θ is the two-sided p-value of the hypothesis that θ is the true effect, so that its
/// width at height p is the interval at level 1 − p: at 0.05 the 95% interval. It shows all intervals at once and puts no
/// weight on one level. Rücker and Schwarzer 2021, doi:10.1002/jrsm.1410; the curves are `ConfidenceCurves`.
public struct DraperyPlot: PooledFigure {
    /// `drapery`.
    public let code = "drapery"
    /// `Drapery plot`.
    public let title = "Drapery plot"

    /// Creates the figure.
    public init() {}

    /// The most studies whose curves are drawn point by point; beyond, every second point of thinner curves is enough.
    private static let mostSmooth = 60

    /// The most studies whose peaks are labelled.
    private static let mostLabelled = 20

    /// The drawing; nil for fewer than two rows and where nothing was explored.
    public func scene(for result: PooledAnalysis, style: any FigureStyle) -> Scene? {
        let analysis = PlottedAnalysis(result, style)
        guard let curves = analysis.explorations?.curves, analysis.rows.count > 1,
            curves.normalQuantiles.count == curves.pValues.count, curves.pooled.count == curves.pValues.count
        else { return nil }
        let frame = PlotFrame(content(analysis, curves), style: style)
        var marks = PlotMarks()
        if let prediction = curves.prediction, prediction.count == curves.pValues.count {
            marks.under += frame.shape(outline(curves, prediction), .band)
        }
        if let null = EffectAxis.null(analysis) { marks.over += frame.curve([(null, 0), (null, 1)], .null, width: 1) }
        if let reference = EffectAxis.reference(analysis, of: code) {
            marks.over += frame.curve([(reference, 0), (reference, 1)], .flag, width: 1, dashed: true)
        }
        for bound in [0.05, 0.1] { marks.over += frame.horizontalLine(bound, .rule, width: 0.7, dashed: true) }
        let isCrowded = analysis.rows.count > Self.mostSmooth
        for study in analysis.rows {
            let error = study.variance.squareRoot()
            let limits = curves.normalQuantiles.map {
                ConfidenceLimits(lower: study.estimate - $0 * error, upper: study.estimate + $0 * error)
            }
            marks.over += frame.curve(
                outline(curves, limits, peak: study.estimate, step: isCrowded ? 2 : 1), .curve,
                width: isCrowded ? 0.4 : 0.9)
        }
        marks.over += frame.curve(outline(curves, curves.pooled), .pooled, width: 2.2)
        marks.points = analysis.rows.map {
            PlottedPoint(centre: frame.point($0.estimate, 1), radius: 2, name: DisplayText.clean($0.label))
        }
        marks.over += marks.points.filter(frame.contains).map {
            .circle(centre: $0.centre, radius: 2, fill: .estimate, rim: nil)
        }
        marks.points.removeAll { !frame.contains($0) }
        marks.isLabelled = analysis.rows.count <= Self.mostLabelled
        // Below the peaks there are curves everywhere.
        marks.labelArea = TextBox(
            left: frame.area.left, top: frame.area.top, right: frame.area.right, bottom: frame.y(1))
        return frame.scene(
            marks, title: PlotWords.title(title, analysis), description: description(analysis, curves))
    }

    /// Up the lower limits and down the upper ones.
    private func outline(
        _ curves: ConfidenceCurves, _ limits: [ConfidenceLimits], peak: Double? = nil, step: Int = 1
    ) -> [(Double, Double)] {
        let kept = limits.indices.filter { $0.isMultiple(of: step) || $0 == limits.count - 1 }
        let left = kept.reversed().filter { limits[$0].lower.isFinite }.map { (limits[$0].lower, curves.pValues[$0]) }
        let right = kept.filter { limits[$0].upper.isFinite }.map { (limits[$0].upper, curves.pValues[$0]) }
        return left + [(peak ?? curves.estimate, 1)] + right
    }

    private func content(_ analysis: PlottedAnalysis, _ curves: ConfidenceCurves) -> PlotContent {
        let display = analysis.display
        let index = curves.pValues.indices.min { abs(curves.pValues[$0] - 0.02) < abs(curves.pValues[$1] - 0.02) } ?? 0
        let z = curves.normalQuantiles.isEmpty ? 2 : curves.normalQuantiles[index]
        // Studies with very wide intervals are cut: the middle of the drawing belongs to the others.
        let errors = analysis.rows.map { $0.variance.squareRoot() }.sorted()
        let wide = min(errors.last ?? 1, 3 * errors[errors.count / 2])
        let ends = analysis.rows.flatMap { study -> [Double] in
            let half = z * min(study.variance.squareRoot(), wide)
            return [study.estimate - half, study.estimate + half]
        }
        let pooled = curves.pooled.isEmpty ? [] : [curves.pooled[index].lower, curves.pooled[index].upper]
        var content = PlotContent(
            title: PlotWords.title(title, analysis),
            horizontal: EffectAxis.axis(analysis, domain: FrameAxis.domain(ends + pooled, room: 0), of: code),
            vertical: FrameAxis(
                title: "p-value", domain: 0...(analysis.rows.count <= Self.mostLabelled ? 1.19 : 1.02),
                ticks: .linear,
                label: { $0 > 1 ? "" : AxisLabel.plain($0, display.format) }))
        content.legend = [
            .init(sample: .line(.curve, dashed: false), text: "Study"),
            .init(sample: .line(.pooled, dashed: false), text: "Pooled \(display.name)"),
        ]
        if curves.prediction != nil {
            content.legend.append(.init(sample: .area(.band), text: "A new study (prediction)"))
        }
        content.legend.append(.init(sample: .line(.rule, dashed: true), text: "p = 0.05 and p = 0.1"))
        if EffectAxis.null(analysis) != nil {
            content.legend.append(.init(sample: .line(.null, dashed: false), text: "No effect"))
        }
        content.legend += EffectAxis.legend(analysis, of: code)
        content.notes = ["The width of a curve at height p is its interval at level 1 − p: at 0.05 the 95% interval."]
        return content
    }

    private func description(_ analysis: PlottedAnalysis, _ curves: ConfidenceCurves) -> String {
        var sentences = [
            "Drapery plot: p-value functions of \(PlotWords.rows(analysis.rows.count, analysis)) and of the pooled effect."
        ]
        if let pooled = PlotWords.pooled(analysis) { sentences.append(pooled) }
        for p in [0.5, 0.1, 0.01] {
            guard let index = curves.pValues.firstIndex(of: p) else { continue }
            let limits = curves.pooled[index]
            sentences.append(
                "At p = \(analysis.display.format.number(p)) the pooled curve reaches from"
                    + " \(PlotWords.effect(limits.lower, analysis)) to \(PlotWords.effect(limits.upper, analysis)).")
        }
        if let index = curves.pValues.firstIndex(of: 0.05), let prediction = curves.prediction?[index] {
            sentences.append(
                "At p = 0.05 that of a new study reaches from \(PlotWords.effect(prediction.lower, analysis)) to"
                    + " \(PlotWords.effect(prediction.upper, analysis)).")
        }
        return sentences.joined(separator: " ")
    }
}

extension PlotFrame {
    fileprivate func contains(_ point: PlottedPoint) -> Bool { contains(point.centre) }
}
