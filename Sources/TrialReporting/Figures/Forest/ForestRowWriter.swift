import TrialResults
import TrialStatistics

/// Writes the rows of a forest plot in reading order: studies in their groups, the pooled effect, the prediction
/// interval, further groupings, what stands beside.
struct ForestRowWriter {
    let display: MeasureDisplay
    let columns: ForestColumns
    private(set) var rows: [ForestContent.Row] = []
    private(set) var footnotes: [String] = []

    init(display: MeasureDisplay, columns: ForestColumns) {
        self.display = display
        self.columns = columns
    }

    private var words: HeterogeneityWords { HeterogeneityWords(format: display.format) }

    /// Writes everything that an analysis has.
    mutating func write(_ analysis: AnalysisResult) {
        let grouped = analysis.subgroups.first { !$0.groups.isEmpty }
        if let grouped {
            write(grouped, of: analysis)
        } else {
            analysis.studies.forEach { write($0, largest: largestWeight(analysis.studies), indentation: 0) }
        }
        if let pooled = analysis.pooled { write(pooled) }
        for other in analysis.subgroups where other != grouped { writeSummary(other) }
        analysis.beside.forEach { write($0) }
        writeFootnotes(analysis)
    }

    private mutating func write(_ study: StudyResult, largest: Double?, indentation: Int) {
        let weight = study.weight
        rows.append(
            ForestContent.Row(
                label: DisplayText.clean(study.label), indentation: indentation,
                cells: columns.cells(study, display.format),
                symbol: .square(study.natural, share: share(weight, of: largest)),
                effect: display.effect(study.natural), weight: weight.map(display.format.percent) ?? ""))
    }

    /// The groups of one property, each with its studies and its diamond, then the studies of no group.
    private mutating func write(_ subgroup: SubgroupResult, of analysis: AnalysisResult) {
        let largest = largestWeight(analysis.studies)
        let studies = analysis.studies
        for group in subgroup.groups {
            heading("\(PropertyWords.heading(subgroup.property)): \(DisplayText.clean(group.name))")
            for row in group.rows where studies.indices.contains(row) {
                write(studies[row], largest: largest, indentation: 1)
            }
            // The diamond of one row would only repeat that row.
            guard group.rows.count > 1 else { continue }
            rows.append(
                ForestContent.Row(
                    label: "Pooled, \(DisplayText.clean(group.name)) (k = \(group.pooled.fit.studies))", isBold: true,
                    indentation: 1, symbol: .diamond(group.pooled.natural, ink: .subgroup),
                    effect: display.effect(group.pooled.natural), weight: weight(of: group.rows, studies),
                    note: words.short(group.pooled.fit)))
        }
        let used = Set(subgroup.groups.flatMap(\.rows))
        let others = studies.indices.filter { !used.contains($0) }
        if !others.isEmpty {
            heading("\(PropertyWords.heading(subgroup.property)): in no group")
            for row in others { write(studies[row], largest: largest, indentation: 1) }
        }
        if let test = subgroup.betweenGroups { footnotes.append(words.groupTest(test, property: subgroup.property)) }
    }

    private mutating func write(_ pooled: PooledResult) {
        let k = pooled.fit.studies
        rows.append(
            ForestContent.Row(
                label: k == 1 ? "Overall (one row, nothing to pool)" : "Overall (k = \(display.format.count(k)))",
                isBold: true, symbol: .diamond(pooled.natural, ink: .pooled), effect: display.effect(pooled.natural),
                weight: display.format.percent(100), note: nil, startsBlock: true))
        if let prediction = pooled.naturalPrediction {
            rows.append(
                ForestContent.Row(
                    label: "\(display.format.level(pooled.fit.level)) prediction interval",
                    symbol: .bar(prediction), effect: display.limits(prediction.lower, prediction.upper)))
        }
        footnotes.insert(words.long(pooled.fit), at: 0)
    }

    /// The groups of a further property: their diamonds only.
    private mutating func writeSummary(_ subgroup: SubgroupResult) {
        guard !subgroup.groups.isEmpty else { return }
        heading("By \(PropertyWords.phrase(subgroup.property))")
        for group in subgroup.groups {
            rows.append(
                ForestContent.Row(
                    label: "\(DisplayText.clean(group.name)) (k = \(group.pooled.fit.studies))", indentation: 1,
                    symbol: .diamond(group.pooled.natural, ink: .subgroup),
                    effect: display.effect(group.pooled.natural)))
        }
        if let test = subgroup.betweenGroups { footnotes.append(words.groupTest(test, property: subgroup.property)) }
    }

    private mutating func write(_ beside: BesideResult) {
        heading("Beside: \(DisplayText.clean(beside.title))")
        let largest = largestWeight(beside.studies)
        beside.studies.forEach { write($0, largest: largest, indentation: 1) }
        rows.append(
            ForestContent.Row(
                label: "Pooled, beside (k = \(display.format.count(beside.pooled.fit.studies)))", isBold: true,
                indentation: 1, symbol: .diamond(beside.pooled.natural, ink: .subgroup),
                effect: display.effect(beside.pooled.natural), note: words.short(beside.pooled.fit)))
        footnotes.append(BesideWords(display: display).sentence(beside))
    }

    private mutating func writeFootnotes(_ analysis: AnalysisResult) {
        guard !analysis.excluded.isEmpty else { return }
        let count = analysis.excluded.count
        footnotes.append(
            "\(display.format.count(count)) \(count == 1 ? "row was" : "rows were") not used;"
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

    private func weight(of rows: [Int], _ studies: [StudyResult]) -> String {
        let weights = rows.filter(studies.indices.contains).compactMap { studies[$0].weight }
        return weights.isEmpty ? "" : display.format.percent(weights.reduce(0, +))
    }
}
