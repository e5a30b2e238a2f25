import TrialResults
import TrialStatistics

/// An axis of effects: straight on the scale of analysis, written in natural values.
enum EffectAxis {
    /// The axis for values on the scale of analysis.
    static func axis(_ analysis: some Plotted, domain: ClosedRange<Double>) -> FrameAxis {
        let display = analysis.display
        let scale = analysis.question.measure.scale
        let ticks: FrameAxis.Ticks =
            scale == .log ? .logarithmic : scale == .identity ? .linear : .natural(analysis.question.measure.natural)
        return FrameAxis(
            title: "\(display.heading)\(words(scale))", domain: domain, ticks: ticks,
            label: { value in
                display.kind == .proportion
                    ? AxisLabel.plain(value * 100, display.format) + "%" : AxisLabel.plain(value, display.format)
            })
    }

    private static func words(_ scale: EffectScale) -> String {
        switch scale {
        case .identity: ""
        case .log: " (logarithmic axis)"
        case .logit: " (log-odds axis)"
        case .arcsine: " (arcsine axis)"
        case .squareRoot: " (square-root axis)"
        default: " (transformed axis)"
        }
    }

    /// No effect on the scale of analysis; nil for single groups.
    static func null(_ analysis: some Plotted) -> Double? {
        guard let null = analysis.question.measure.nullValue else { return nil }
        return analysis.question.measure.scale == .log ? 0 : null
    }
}

/// Words that the figures of points share.
enum PlotWords {
    /// The analysis' title as the title of a figure.
    static func title(_ figure: String, _ analysis: some Plotted) -> String {
        "\(figure): \(DisplayText.clean(analysis.title))"
    }

    /// An effect on the scale of analysis as a natural value.
    static func effect(_ value: Double, _ analysis: some Plotted) -> String {
        analysis.display.value(analysis.question.measure.natural(value))
    }

    /// The pooled effect with its limits.
    static func pooled(_ analysis: PlottedAnalysis) -> String? {
        analysis.pooled.map { "Pooled \(analysis.display.name): \(analysis.display.effect($0.natural))." }
    }

    /// A number of rows.
    static func rows(_ count: Int, _ analysis: some Plotted) -> String {
        "\(analysis.display.format.count(count)) \(count == 1 ? "row" : "rows")"
    }

    /// Radii with areas proportional to `weights`, the largest of `largest` pixels.
    static func radii(_ weights: [Double], largest: Double = 15, smallest: Double = 2) -> [Double] {
        let top = weights.filter(\.isFinite).max() ?? 1
        return weights.map { weight in
            guard weight.isFinite, weight > 0, top > 0 else { return smallest }
            return max(largest * (weight / top).squareRoot(), smallest)
        }
    }
}
