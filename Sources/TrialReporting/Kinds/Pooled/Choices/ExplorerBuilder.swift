import Foundation
import TrialResults
import TrialStatistics

/// Turns the alternatives of an analysis into what the page's script looks up.
struct ExplorerBuilder {
    private let analysis: PooledAnalysis
    private let alternatives: Alternatives
    private let display: MeasureDisplay
    private let axis: PlotAxis
    private var values: ValueTable
    private var tau2: ValueTable
    private var iSquared: ValueTable
    private var sentences: ExplorerSentences
    private var measure: MeasureReference { analysis.question.measure }

    /// Prepares; nil where a reader has nothing to choose.
    init?(_ analysis: PooledAnalysis, convention: NumberConvention = .british) {
        guard let alternatives = analysis.alternatives, let first = alternatives.arrangements.first,
            let planned = first.intervals.first, planned.lower.count == alternatives.entries,
            alternatives.studies.count > 1 || alternatives.arrangements.count > 1 || first.intervals.count > 1
        else { return nil }
        self.analysis = analysis
        self.alternatives = alternatives
        display = analysis.display(convention)
        axis = Self.axis(analysis, alternatives)
        values = ValueTable(.effect(display), axis: axis)
        tau2 = ValueTable(.tauSquared(display.format))
        iSquared = ValueTable(.percent(display.format))
        sentences = ExplorerSentences(analysis, display: display, studies: alternatives.studies.count)
    }

    /// The data as JSON that is safe inside a `script` element, in HTML and in XML.
    mutating func json() throws(ReportingError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            let text = String(decoding: try encoder.encode(data()), as: UTF8.self)
            return text.replacing("<", with: "\\u003c").replacing(">", with: "\\u003e").replacing("&", with: "\\u0026")
        } catch {
            throw ReportingError(.template, "the choices of a reader cannot be written: \(error)")
        }
    }

    private mutating func data() -> ExplorerData {
        let arrangements = alternatives.arrangements.map { arrangement($0) }
        let label = { [display] in AxisLabel.text($0, display) }
        let codes = Set(ArrangementWords.names.keys)
        func unavailable(_ isRule: Bool) -> [ExplorerData.Unavailable] {
            alternatives.unavailable.filter { codes.contains($0.code) == isRule }.map {
                .init(name: ArrangementWords.name($0.code), reason: DisplayText.clean($0.reason))
            }
        }
        let level = display.format.level(alternatives.level)
        return ExplorerData(
            isComplete: alternatives.coverage == .allSubsets, spelling: spelling,
            effectHeading: display.effectHeading(level: alternatives.level),
            predictionName: "\(level) prediction interval",
            axis: display.kind == .ratio ? "\(display.heading), logarithmic axis" : display.heading,
            null: analysis.question.measure.nullValue.map { Int(axis.clamped($0).rounded()) },
            ticks: axis.ticks(label: label, width: { Double($0.count) * 22 }).map {
                .init(text: $0.label, place: Int(axis.clamped($0.value).rounded()))
            },
            studies: zip(alternatives.studies.indices, alternatives.studies).map { index, id in
                .init(id: id, label: studyLabel(index, id))
            },
            values: values.values, tau2: tau2.values.map(\.text), iSquared: iSquared.values.map(\.text),
            sentences: sentences.patterns, arrangements: arrangements, unavailableIntervals: unavailable(false),
            unavailableArrangements: unavailable(true))
    }

    private var spelling: ExplorerData.Spelling {
        let (convention, minus) = (display.convention, display.format.minus)
        let mark = ExplorerSentences.slot("")
        let brackets = convention.effect("", limits: mark).split(separator: mark, omittingEmptySubsequences: false)
        return ExplorerData.Spelling(
            minus: minus, separator: convention.limits("", ""),
            negativeSeparator: String(convention.limits(minus, "").dropFirst(minus.count)),
            brackets: brackets.map(String.init))
    }

    private func studyLabel(_ index: Int, _ id: String) -> String {
        let labels = alternatives.arrangements.compactMap { arrangement in
            arrangement.rows.first { $0.study == index }?.label
        }
        return DisplayText.clean(labels.min { $0.count < $1.count } ?? id)
    }

    // MARK: - Columns

    private mutating func arrangement(_ arrangement: Alternatives.Arrangement) -> ExplorerData.Arrangement {
        let counts = rowCounts(arrangement)
        let rows = arrangement.rows.map { row in
            let natural = row.natural(measure.scale)
            return ExplorerData.Row(
                study: row.study, label: DisplayText.clean(row.label),
                values: [natural.estimate, natural.lower, natural.upper].map { values.position(of: $0) })
        }
        let shared = arrangement.intervals.first?.estimates ?? []
        return ExplorerData.Arrangement(
            code: arrangement.code, name: ArrangementWords.name(arrangement.code), rows: rows,
            tau2: tau2.column(arrangement.tau2), iSquared: iSquared.column(arrangement.iSquared),
            intervals: arrangement.intervals.map { interval($0, estimates: $0.estimates ?? shared, counts) })
    }

    /// How many rows each entry has.
    private func rowCounts(_ arrangement: Alternatives.Arrangement) -> [Int] {
        var perStudy = [Int](repeating: 0, count: alternatives.studies.count)
        for row in arrangement.rows where perStudy.indices.contains(row.study) { perStudy[row.study] += 1 }
        return (0..<alternatives.entries).map { entry in
            alternatives.members(ofEntry: entry).reduce(0) { $0 + perStudy[$1] }
        }
    }

    private mutating func interval(
        _ table: Alternatives.IntervalTable, estimates: [Double], _ rows: [Int]
    ) -> ExplorerData.Interval {
        let natural = estimates.map(measure.natural)
        let limits = zip(table.lower, table.upper).map {
            ConfidenceLimits(lower: measure.natural($0), upper: measure.natural($1))
        }
        let predictions = zip(table.predictionLower, table.predictionUpper).map { lower, upper in
            lower.isNaN ? nil : ConfidenceLimits(lower: measure.natural(lower), upper: measure.natural(upper))
        }
        let hasPredictions = predictions.contains { $0 != nil }
        let words = limits.indices.map { entry in
            sentences.position(
                rows: rows[entry], estimate: natural[entry], limits: limits[entry],
                prediction: hasPredictions ? predictions[entry] : nil)
        }
        return ExplorerData.Interval(
            code: table.code, name: DisplayText.clean(table.name), estimate: values.column(natural),
            lower: values.column(limits.map(\.lower)), upper: values.column(limits.map(\.upper)),
            predictionLower: hasPredictions ? values.column(predictions.map { $0?.lower ?? .nan }) : "",
            predictionUpper: hasPredictions ? values.column(predictions.map { $0?.upper ?? .nan }) : "",
            sentence: ValueTable.encoded(words))
    }

    // MARK: - Axis

    /// An axis of a thousand steps that shows every row and the planned result.
    private static func axis(_ analysis: PooledAnalysis, _ alternatives: Alternatives) -> PlotAxis {
        let kind = analysis.record.display.kind
        if kind == .proportion { return PlotAxis(transform: .linear, domain: 0...1, pixels: 0...1000) }
        let transform: PlotAxis.Transform = kind == .ratio ? .logarithmic : .linear
        var range = ForestAxisRange(transform, null: analysis.question.measure.nullValue)
        for row in alternatives.arrangements.flatMap(\.rows) {
            range.add(row.natural(analysis.question.measure.scale))
        }
        if let pooled = analysis.pooled {
            range.add(pooled.natural)
            if let prediction = pooled.naturalPrediction { range.add(prediction) }
        }
        return PlotAxis(transform: transform, domain: range.domain, pixels: 0...1000)
    }
}

/// The multi-arm rules for people.
enum ArrangementWords {
    static let names = [
        "combine": "Arms combined into one group", "split-control": "Control group shared out among the arms",
        "covariance": "Each arm against the whole control group, with their covariance",
    ]

    /// The name of a rule or of an interval method.
    static func name(_ code: String) -> String {
        names[code] ?? MethodRegistry.standard.interval(code)?.name ?? DisplayText.clean(code)
    }
}
