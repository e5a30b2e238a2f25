import TrialResults
import TrialStatistics

/// Writes the rows of a forest plot in reading order: studies in their groups, the pooled effect, the prediction
/// interval, further groupings, what stands beside.
struct ForestRowWriter {
    let display: MeasureDisplay
    let cells: ForestCells
    let style: ForestStyle
    let lights: StudyLights
    let ink: Ink
    private(set) var rows: [ForestContent.Row] = []
    private(set) var footnotes: [String] = []

    init(_ cells: ForestCells, display: MeasureDisplay, style: ForestStyle, lights: StudyLights) {
        self.cells = cells
        self.display = display
        self.style = style
        self.lights = lights
        ink = cells.isContinuous ? style.continuousInk : .estimate
    }

    private var format: NumberFormat { display.format }

    /// Writes everything that a source has.
    mutating func write(_ source: ForestSource) {
        let largest = largestWeight(source.record.rows)
        for block in source.blocks { write(block, largest: largest) }
        if let total = source.total { write(total: total, source.record.rows) }
        source.summaries.forEach { write($0) }
        for block in source.beside { write(beside: block) }
        if source.total != nil, cells.hasWeights, source.blocks.contains(where: { $0.total != nil }) {
            footnotes.append(
                "Weights, also the sums beside the groups, are those in the overall effect; the effect of a group is"
                    + " pooled with weights of its own.")
        }
        footnotes += source.notes.map { $0(style.notation, display) }
        writeFootnotes(source.record, source.allRows)
    }

    private mutating func write(_ study: StudyResult, largest: Double?, indentation: Int) {
        rows.append(
            ForestContent.Row(
                label: DisplayText.clean(study.markedLabel), indentation: indentation,
                cells: cells.study(study, effect: display.effect(study.shown)),
                symbols: [.square(study.shown, share: share(study.weight, of: largest), ink: ink)],
                lights: lights.row(study.study)))
    }

    /// Rows under their heading, if they have one, with their diamond.
    private mutating func write(_ block: ForestSource.Block, largest: Double?) {
        if let text = block.heading { heading(text) }
        let indentation = block.heading == nil ? 0 : 1
        for row in block.rows { write(row, largest: largest, indentation: indentation) }
        guard let total = block.total else { return }
        let name: String
        switch style.namesTotals {
        case .total: name = "Subtotal (\(format.level(total.level)) CI)"
        case .overall: name = "Pooled, \(DisplayText.clean(total.name)) (\(total.count(format)))"
        }
        write(name, total, rows: block.rows, ink: .subgroup, weight: weight(of: block.rows))
        note(total)
    }

    private mutating func write(total: ForestSource.Total, _ studies: [StudyResult]) {
        let level = format.level(total.level)
        var name: String
        switch style.namesTotals {
        case .total: name = "Total (\(level) CI)"
        case .overall:
            name = total.rows == 1 ? "Overall (one row, nothing to pool)" : "Overall (\(total.count(format)))"
        }
        if let method = total.method { name += ", \(DisplayText.clean(display.convention.spelled(method)))" }
        let tail = style.prediction == .tail ? total.prediction : nil
        write(name, total, rows: studies, ink: .pooled, weight: cells.weight(100), tail: tail)
        rows[rows.count - 1].startsBlock = true
        if style.showsGroupTotals, let events = cells.events(studies) {
            rows.append(ForestContent.Row(label: "Total events", cells: events))
        }
        if let prediction = total.prediction {
            rows.append(
                ForestContent.Row(
                    label: "\(level) prediction interval",
                    cells: cells.row(effect: display.limits(prediction.lower, prediction.upper)),
                    symbols: [tail == nil ? .bar(prediction) : nil],
                    note: total.predictionNote.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }))
        }
        footnotes += total.lines(style.notation, format)
    }

    private mutating func write(
        _ name: String, _ total: ForestSource.Total, rows studies: [StudyResult], ink: Ink, weight: String,
        tail: ConfidenceLimits? = nil
    ) {
        rows.append(
            ForestContent.Row(
                label: name, isBold: true,
                cells: cells.row(
                    groups: style.showsGroupTotals ? cells.totals(studies) : nil,
                    effect: display.effect(total.effect), weight: weight),
                symbols: [.diamond(total.effect, ink: ink, tail: tail)]))
    }

    /// One line on heterogeneity under the diamond of a block.
    private mutating func note(_ total: ForestSource.Total) {
        let lines = total.lines(style.notation, format)
        rows[rows.count - 1].note = lines.isEmpty ? nil : lines.joined(separator: " ")
        rows[rows.count - 1].indentation = 1
    }

    /// Diamonds without their rows.
    private mutating func write(_ summary: ForestSource.Summary) {
        heading(DisplayText.clean(summary.heading))
        for total in summary.totals {
            rows.append(
                ForestContent.Row(
                    label: "\(DisplayText.clean(total.name)) (\(total.count(format)))", indentation: 1,
                    cells: cells.row(effect: display.effect(total.effect)),
                    symbols: [.diamond(total.effect, ink: .subgroup)]))
        }
    }

    private mutating func write(beside block: ForestSource.Block) {
        heading(block.heading ?? "Beside")
        let largest = largestWeight(block.rows)
        block.rows.forEach { write($0, largest: largest, indentation: 1) }
        guard let total = block.total else { return }
        write(
            "Pooled, \(DisplayText.clean(total.name)) (\(total.count(format)))", total, rows: block.rows,
            ink: .subgroup, weight: "")
        note(total)
    }

    private mutating func writeFootnotes(_ analysis: AnalysisRecord, _ allRows: [StudyResult]) {
        footnotes += [allRows.correctionNote].compactMap(\.self)
        footnotes += lights.legend(style.letters, display.convention)
        guard !analysis.excluded.isEmpty else { return }
        let count = analysis.excluded.count
        footnotes.append(
            "\(format.count(count)) \(count == 1 ? "row was" : "rows were") not used;"
                + " the reasons are in the table of excluded rows.")
    }

    private mutating func heading(_ text: String) {
        rows.append(ForestContent.Row(label: text, isBold: true, startsBlock: true))
    }

    private func largestWeight(_ studies: [StudyResult]) -> Double? {
        studies.compactMap(\.weight).filter(\.isFinite).max()
    }

    private func share(_ weight: Double?, of largest: Double?) -> Double {
        guard let weight, let largest, largest > 0, weight.isFinite else { return 0.3 }
        return max(0, weight / largest)
    }

    private func weight(of studies: [StudyResult]) -> String {
        let weights = studies.compactMap(\.weight)
        return weights.isEmpty ? "" : cells.weight(weights.reduce(0, +))
    }
}
