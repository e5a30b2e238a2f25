import TrialResults
import TrialStatistics

/// What the panels with one row a study share: names, columns, the plot of effects, the row of the pooled effect.
struct PanelRows {
    let analysis: PooledAnalysis
    let display: MeasureDisplay
    private let style: any FigureStyle

    init(_ analysis: PooledAnalysis, style: any FigureStyle) {
        self.analysis = analysis
        self.style = style
        display = analysis.display(style.convention)
    }

    /// The name of a row; `position` counts from 1, as the engine does.
    func name(_ position: Int) -> String {
        let isKnown = analysis.rows.indices.contains(position - 1)
        return isKnown ? DisplayText.clean(analysis.rows[position - 1].label) : "row \(position)"
    }

    /// The year of a row, where it is known.
    func year(_ position: Int) -> String {
        guard analysis.rows.indices.contains(position - 1) else { return "" }
        return analysis.rows[position - 1].year.map { String($0) } ?? ""
    }

    /// Columns of numbers before and after the plot, in the style's order.
    func columns(_ headings: [String]) -> [ForestContent.Column] {
        let numbers = headings.map { ForestContent.Column(role: .text, heading: $0) }
        let effect = ForestContent.Column(role: .text, heading: display.effectHeading(level: analysis.level))
        return numbers + (isEffectFirst ? [effect, plot] : [plot, effect])
    }

    /// The texts of a row: the numbers, then its effect.
    func cells(_ texts: [String], effect: NaturalEffect) -> [String] { texts + [display.effect(effect)] }

    private let plot = ForestContent.Column(role: .plot(0), heading: "")

    private var isEffectFirst: Bool {
        let order = style.forest.columns
        guard let effect = order.firstIndex(of: .effect), let plot = order.firstIndex(of: .plot) else { return false }
        return effect < plot
    }

    /// The plot of the measure's effects.
    func effects(reference: Double?, of figure: String) -> ForestContent.Plot {
        var plot = ForestContent.effects(display)
        plot.choose(analysis.record.options(of: figure))
        plot.reference = reference
        plot.sides = style.sides(analysis.question)
        return plot
    }

    /// A pooled effect on the natural scale.
    func natural(_ pooled: Coefficient) -> NaturalEffect {
        NaturalEffect(pooled.estimate, pooled.limits, natural: analysis.question.measure.natural)
    }

    /// Whether an interval holds the value of no effect; nil where there is none.
    func crosses(_ effect: NaturalEffect) -> Bool? {
        analysis.question.measure.nullValue.map { effect.lower <= $0 && $0 <= effect.upper }
    }

    /// What a row says whose interval crosses the line of no effect otherwise than that of all studies.
    func turnedNote(_ effect: NaturalEffect) -> String {
        crosses(effect) == true
            ? "Without it, the interval holds no effect." : "Without it, the interval excludes no effect."
    }

    /// τ² of a refit; empty for one study.
    func tau2(_ refit: Refit) -> String {
        refit.qDegreesOfFreedom > 0 ? display.format.tauSquared(refit.tau2) : ""
    }

    /// I² of a refit; empty for one study.
    func iSquared(_ refit: Refit) -> String {
        refit.qDegreesOfFreedom > 0 ? display.format.percent(refit.iSquared) : ""
    }

    /// The row of all studies together.
    func total(_ name: String, _ pooled: PooledResult, before: [String] = []) -> ForestContent.Row {
        let heterogeneity = pooled.fit.heterogeneity
        let isKnown = heterogeneity.qDegreesOfFreedom > 0
        let texts = [
            isKnown ? display.format.tauSquared(heterogeneity.tau2) : "",
            isKnown ? display.format.percent(heterogeneity.iSquared) : "",
        ]
        return ForestContent.Row(
            label: name, isBold: true, cells: cells(before + texts, effect: pooled.natural),
            symbols: [.diamond(pooled.natural, ink: .pooled)], startsBlock: true)
    }
}
