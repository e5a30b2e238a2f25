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

    /// Writes everything that an analysis has.
    mutating func write(_ analysis: AnalysisResult) {
        let grouped = analysis.subgroups.first { !$0.groups.isEmpty }
        if let grouped {
            write(grouped, of: analysis)
        } else {
            analysis.studies.forEach { write($0, largest: largestWeight(analysis.studies), indentation: 0) }
        }
        if let pooled = analysis.pooled { write(pooled, analysis.studies) }
        for other in analysis.subgroups where other != grouped { writeSummary(other) }
        analysis.beside.forEach { write($0) }
        writeFootnotes(analysis)
    }

    private mutating func write(_ study: StudyResult, largest: Double?, indentation: Int) {
        rows.append(
            ForestContent.Row(
                label: DisplayText.clean(study.label), indentation: indentation,
                cells: cells.study(study, effect: display.effect(study.natural)),
                symbols: [.square(study.natural, share: share(study.weight, of: largest), ink: ink)],
                lights: lights.row(study.study)))
    }

    /// The groups of one property, each with its studies and its diamond, then the studies of no group.
    private mutating func write(_ subgroup: SubgroupResult, of analysis: AnalysisResult) {
        let largest = largestWeight(analysis.studies)
        let studies = analysis.studies
        for group in subgroup.groups {
            heading("\(PropertyWords.heading(subgroup.property)): \(DisplayText.clean(group.name))")
            let own = group.rows.filter(studies.indices.contains).map { studies[$0] }
            for study in own { write(study, largest: largest, indentation: 1) }
            // The diamond of one row would only repeat that row.
            guard group.rows.count > 1 else { continue }
            writeTotal(
                style.namesTotals == .total
                    ? "Subtotal (\(format.level(group.pooled.fit.level)) CI)"
                    : "Pooled, \(DisplayText.clean(group.name)) (k = \(group.pooled.fit.studies))",
                group.pooled, studies: own, ink: .subgroup, weight: weight(of: own))
            rows[rows.count - 1].note = style.notation.short(group.pooled.fit, format)
            rows[rows.count - 1].indentation = 1
        }
        let used = Set(subgroup.groups.flatMap(\.rows))
        let others = studies.indices.filter { !used.contains($0) }
        if !others.isEmpty {
            heading("\(PropertyWords.heading(subgroup.property)): in no group")
            for row in others { write(studies[row], largest: largest, indentation: 1) }
        }
        if let test = subgroup.betweenGroups {
            footnotes.append(style.notation.groupTest(test, property: subgroup.property, format))
        }
    }

    private mutating func write(_ pooled: PooledResult, _ studies: [StudyResult]) {
        let k = pooled.fit.studies
        let level = format.level(pooled.fit.level)
        let name: String
        switch style.namesTotals {
        case .total: name = "Total (\(level) CI)"
        case .overall: name = k == 1 ? "Overall (one row, nothing to pool)" : "Overall (k = \(format.count(k)))"
        }
        let tail = style.prediction == .tail ? pooled.naturalPrediction : nil
        writeTotal(
            name, pooled, studies: studies, ink: .pooled, weight: cells.weight(100), tail: tail)
        rows[rows.count - 1].startsBlock = true
        if style.showsGroupTotals, let events = cells.events(studies) {
            rows.append(ForestContent.Row(label: "Total events", cells: events))
        }
        if let prediction = pooled.naturalPrediction {
            rows.append(
                ForestContent.Row(
                    label: "\(level) prediction interval",
                    cells: cells.row(effect: display.limits(prediction.lower, prediction.upper)),
                    symbols: [tail == nil ? .bar(prediction) : nil]))
        }
        footnotes.insert(
            contentsOf: style.notation.lines(pooled, format, testsEffect: display.measure.isTestedAtZero), at: 0)
    }

    private mutating func writeTotal(
        _ name: String, _ pooled: PooledResult, studies: [StudyResult], ink: Ink, weight: String,
        tail: ConfidenceLimits? = nil
    ) {
        rows.append(
            ForestContent.Row(
                label: name, isBold: true,
                cells: cells.row(
                    groups: style.showsGroupTotals ? cells.totals(studies) : nil,
                    effect: display.effect(pooled.natural), weight: weight),
                symbols: [.diamond(pooled.natural, ink: ink, tail: tail)]))
    }

    /// The groups of a further property: their diamonds only.
    private mutating func writeSummary(_ subgroup: SubgroupResult) {
        guard !subgroup.groups.isEmpty else { return }
        heading("By \(PropertyWords.phrase(subgroup.property))")
        for group in subgroup.groups {
            rows.append(
                ForestContent.Row(
                    label: "\(DisplayText.clean(group.name)) (k = \(group.pooled.fit.studies))", indentation: 1,
                    cells: cells.row(effect: display.effect(group.pooled.natural)),
                    symbols: [.diamond(group.pooled.natural, ink: .subgroup)]))
        }
        if let test = subgroup.betweenGroups {
            footnotes.append(style.notation.groupTest(test, property: subgroup.property, format))
        }
    }

    private mutating func write(_ beside: BesideResult) {
        heading("Beside: \(DisplayText.clean(beside.title))")
        let largest = largestWeight(beside.studies)
        beside.studies.forEach { write($0, largest: largest, indentation: 1) }
        writeTotal(
            "Pooled, beside (k = \(format.count(beside.pooled.fit.studies)))", beside.pooled, studies: beside.studies,
            ink: .subgroup, weight: "")
        rows[rows.count - 1].note = style.notation.short(beside.pooled.fit, format)
        rows[rows.count - 1].indentation = 1
        footnotes.append(display.convention.spelled(BesideWords(display: display).sentence(beside)))
    }

    private mutating func writeFootnotes(_ analysis: AnalysisResult) {
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
