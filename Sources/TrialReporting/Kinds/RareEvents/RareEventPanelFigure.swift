import TrialResults
import TrialStatistics

/// Every method's answer for rare events as rows of one plot, with the reason where a method has none.
///
/// The headline is a diamond, the others are points. For two groups the axis is one of ratios; a difference stands there
/// in numbers only.
public struct RareEventPanelFigure: Figure {
    /// `rare-events`.
    public let code = "rare-events"
    /// `Methods for rare events`.
    public let title = "Methods for rare events"

    private static let ratio = MeasureReference(code: "ratio", name: "ratio", scale: .log, nullValue: 1)

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where the plan asked for no such panel.
    public func scene(for analysis: AnalysisRecord, style: any FigureStyle) -> Scene? {
        let panels = analysis.values(RareEventPanelAnswer.self).compactMap(\.panel)
        guard let table = panels.first, !table.rows.isEmpty else { return nil }
        let isComparison = analysis.question.measure.nullValue != nil
        let measure = isComparison ? Self.ratio : analysis.question.measure
        let display = MeasureDisplay(measure, convention: style.convention, per: analysis.question.per)
        var content = ForestContent(figure: title, title: analysis.title)
        content.nameHeading = "Method"
        let level = display.format.level(table.level)
        content.columns = [
            .init(role: .plot(0), heading: ""), .init(role: .text, heading: "Estimate (\(level)\u{A0}CI)"),
            .init(role: .text, heading: "Studies without events"),
        ]
        var plot = ForestContent.Plot(label: { AxisLabel.text($0, display) })
        plot.transform = display.kind == .ratio ? .logarithmic : .linear
        plot.null = measure.nullValue
        plot.caption =
            isComparison ? "Ratio of odds, risks or rates, logarithmic axis" : display.heading
        plot.sides = style.sides(analysis.question)
        plot.choose(analysis.options(of: code))
        content.plots = [plot]
        content.rows = table.rows.map { row($0, table, display, isComparison: isComparison) }
        content.footnotes = [
            table.headline == nil ? "No headline: \(table.rationale)." : "Headline: \(table.rationale)."
        ]
        content.description = description(table, display)
        return ForestPainter.scene(content, style: style)
    }

    private func row(
        _ row: RareEventRow, _ table: RareEventTable, _ display: MeasureDisplay, isComparison: Bool
    ) -> ForestContent.Row {
        let isHeadline = row.code == table.headline
        let name = Self.capitalised(row.name) + (isHeadline ? ", headline" : "")
        var remarks = row.warnings.map(\.message)
        guard case .estimate(let estimate) = row.answer else {
            remarks.insert(row.answer.reason?.message ?? "", at: 0)
            return ForestContent.Row(label: name, cells: ["none", "–"], note: note(remarks))
        }
        let effect = Self.natural(estimate)
        let isDrawn = !isComparison || estimate.scale == .log
        if !isDrawn { remarks.insert("on another scale, so it is not drawn", at: 0) }
        let words = isDrawn ? display.effect(effect) : Self.words(effect, display)
        let symbol: ForestContent.Symbol? =
            !isDrawn ? nil : isHeadline ? .diamond(effect, ink: .pooled) : .point(effect, ink: .estimate)
        return ForestContent.Row(
            label: name, isBold: isHeadline, cells: [words, estimate.usedDoubleZero ? "used" : "left out"],
            symbols: [symbol], note: note(remarks))
    }

    private func note(_ remarks: [String]) -> String? {
        let sentences = remarks.filter { !$0.isEmpty }.map { text in
            let clean = Self.capitalised(text)
            return clean.hasSuffix(".") ? clean : "\(clean)."
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    private static func natural(_ estimate: RareEventEstimate) -> NaturalEffect {
        NaturalEffect(
            estimate.estimate, ConfidenceLimits(lower: estimate.lower, upper: estimate.upper), scale: estimate.scale)
    }

    private static func words(_ effect: NaturalEffect, _ display: MeasureDisplay) -> String {
        let values = [effect.estimate, effect.lower, effect.upper].map(display.format.number)
        return display.convention.effect(values[0], limits: display.convention.limits(values[1], values[2]))
    }

    private static func capitalised(_ text: String) -> String {
        let clean = DisplayText.clean(text)
        return clean.prefix(1).uppercased() + clean.dropFirst()
    }

    private func description(_ table: RareEventTable, _ display: MeasureDisplay) -> String {
        let rows = table.rows.map { row in
            switch row.answer {
            case .estimate(let estimate):
                let effect = Self.natural(estimate)
                return "\(Self.capitalised(row.name)): "
                    + "\(estimate.scale == .log ? display.effect(effect) : Self.words(effect, display))."
            case .none(let reason): return "\(Self.capitalised(row.name)): none, because \(reason.message)."
            }
        }
        let headline = table.headlineRow.map { " The headline is \($0.name): \(table.rationale)." } ?? ""
        return "Panel of methods for rare events with \(display.format.level(table.level)) confidence limits."
            + " \(rows.joined(separator: " "))\(headline)"
    }
}
