import TrialResults
import TrialStatistics

/// An axis of effects: straight on the scale of analysis, written in natural values.
enum EffectAxis {
    /// The axis for values on the scale of analysis; limits that are chosen for the figure are natural values.
    static func axis(_ analysis: some Plotted, domain found: ClosedRange<Double>, of figure: String) -> FrameAxis {
        let display = analysis.display
        let scale = analysis.question.measure.scale
        let domain = limits(analysis, of: figure) ?? found
        let measure = analysis.question.measure
        let ticks: FrameAxis.Ticks =
            scale == .log
            ? .logarithmic : scale == .identity ? .linear : .natural(scale, reading: { measure.natural($0) })
        return FrameAxis(
            title: "\(display.heading)\(words(scale))", domain: domain, ticks: ticks,
            label: { AxisLabel.text($0, display) })
    }

    /// The chosen limits of a figure on the scale of analysis; nil where there are none, or they have no place there.
    private static func limits(_ analysis: some Plotted, of figure: String) -> ClosedRange<Double>? {
        guard let limits = analysis.record.options(of: figure).limits else { return nil }
        let ends = [limits.lower, limits.upper].map(analysis.question.measure.scale.analysed)
        return ends[0].isFinite && ends[1].isFinite && ends[0] < ends[1] ? ends[0]...ends[1] : nil
    }

    /// The chosen line of reference of a figure, on the scale of analysis.
    static func reference(_ analysis: some Plotted, of figure: String) -> Double? {
        analysis.record.options(of: figure).reference.map(analysis.question.measure.scale.analysed)
            .flatMap { $0.isFinite ? $0 : nil }
    }

    /// What the key says of a chosen line of reference.
    static func legend(_ analysis: some Plotted, of figure: String) -> [PlotContent.LegendEntry] {
        guard reference(analysis, of: figure) != nil, let value = analysis.record.options(of: figure).reference
        else { return [] }
        return [
            .init(sample: .line(.flag, dashed: true), text: "Reference, \(analysis.display.value(value))")
        ]
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

    /// Radii with areas proportional to `weights`, the largest of 15 pixels, or less where there are so many that all
    /// together would hide each other.
    static func radii(_ weights: [Double], smallest: Double = 2) -> [Double] {
        let top = weights.filter(\.isFinite).max() ?? 1
        let largest = 15 * min(1, (40 / Double(max(weights.count, 1))).squareRoot())
        return weights.map { weight in
            guard weight.isFinite, weight > 0, top > 0 else { return smallest }
            return max(largest * (weight / top).squareRoot(), smallest)
        }
    }
}
