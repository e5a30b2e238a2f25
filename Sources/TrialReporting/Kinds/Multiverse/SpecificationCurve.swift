import TrialResults
import TrialStatistics

/// The specification curve: the effects of all sets of choices in their order with their intervals, and below which choices
/// made each.
///
/// Each measure has a part of its own with its own axis. Where there are more specifications than columns, neighbours share one:
/// its point and interval are medians, and the size of a mark below says how many of them chose the option. Simonsohn et al.
/// 2020, doi:10.1038/s41562-020-0912-z; for meta-analyses Voracek et al. 2019, doi:10.1027/2151-2604/a000357.
public struct SpecificationCurve: Figure {
    /// `specification-curve`.
    public let code = "specification-curve"
    /// `Specification curve`.
    public let title = "Specification curve"

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where no specification has an effect.
    public func scene(for record: AnalysisRecord, style: any FigureStyle) -> Scene? {
        guard let answer = record.values(MultiverseAnswer.self).first else { return nil }
        let scenes = answer.panels.filter { $0.computed > 0 }.enumerated().map { number, panel in
            var own = record
            // Each part has the axis of its measure; limits that a plan chose are those of its own measure.
            own.question = record.question.measured(by: answer.measures[panel.measure])
            if panel.measure != 0 { own.figures = nil }
            let parts = answer.panels.count { $0.computed > 0 }
            let heading = number == 0 ? PlotWords.title(title, PlottedRecord(record, style)) : nil
            return SpecificationPainter(
                SpecificationColumns(answer, panel: panel), PlottedRecord(own, style), style,
                heading: (heading, parts > 1)
            ).scene
        }
        return SceneStack.stacked(scenes, title: PlotWords.title(title, PlottedRecord(record, style)))
    }
}

extension AnalysisQuestion {
    /// The same question by another measure, for the axis of a part of a figure.
    fileprivate func measured(by measure: MeasureReference) -> AnalysisQuestion {
        AnalysisQuestion(
            outcome: outcome, measure: measure, comparison: comparison, rules: rules, better: better, favours: favours)
    }
}

/// The specifications of a measure in columns from the smallest effect, on the scale of analysis.
struct SpecificationColumns {
    /// Neighbours that share a column.
    struct Column {
        /// The median estimate and the medians of the limits.
        let estimate: Double
        let lower: Double
        let upper: Double
        /// The share of the column's specifications whose interval leaves no effect out.
        let clear: Double
        /// Whether the plan's own specification is among them.
        let holdsPlan: Bool
        /// The specifications.
        let members: [MultiverseAnswer.Specification]
    }

    /// A choice with its options as they are told.
    struct Choice {
        let title: String
        let place: Int
        let options: [MultiverseShown.Option]
    }

    /// The most columns.
    static let most = 200

    let panel: MultiversePanel
    let columns: [Column]
    let choices: [Choice]
    let measure: MeasureReference
    let level: Double

    init(_ answer: MultiverseAnswer, panel: MultiversePanel) {
        self.panel = panel
        let measure = answer.measures[panel.measure]
        self.measure = measure
        level = answer.level
        let curve = answer.curve(of: panel.measure)
        let planned = panel.measure == 0 ? answer.planned : nil
        let count = min(curve.count, Self.most)
        columns = (0..<count).map { place in
            let members = Array(curve[place * curve.count / count..<(place + 1) * curve.count / count])
            return Self.column(members, measure, planned: planned)
        }
        let shown = MultiverseShown(answer, measure: panel.measure)
        choices = MultiverseShown.choices(of: answer).map {
            Choice(title: DisplayText.clean(answer.choices[$0].title), place: $0, options: shown.options($0))
        }
    }

    private static func column(
        _ members: [MultiverseAnswer.Specification], _ measure: MeasureReference,
        planned: MultiverseAnswer.Specification?
    ) -> Column {
        let effects = members.compactMap(\.effect)
        func middle(_ value: (NaturalEffect) -> Double) -> Double {
            let sorted = effects.map { measure.scale.analysed(value($0)) }.sorted()
            return sorted[(sorted.count - 1) / 2]
        }
        let clear = measure.nullValue.map { null in effects.count { $0.upper < null || $0.lower > null } } ?? 0
        return Column(
            estimate: middle(\.estimate), lower: middle(\.lower), upper: middle(\.upper),
            clear: Double(clear) / Double(effects.count),
            holdsPlan: planned.map { own in members.contains { $0.options == own.options } } ?? false,
            members: members)
    }

    /// The share of a column's specifications with an option.
    func share(_ column: Column, _ choice: Choice, _ option: MultiverseShown.Option) -> Double {
        let own = column.members.count { member in
            member.options[choice.place].map(option.positions.contains) ?? false
        }
        return Double(own) / Double(column.members.count)
    }

    /// The values that the axis shows: all estimates, no effect, and limits but for the widest twentieth.
    var domain: ClosedRange<Double> {
        let (lower, upper) = (columns.map(\.lower).filter(\.isFinite), columns.map(\.upper).filter(\.isFinite))
        var values = columns.map(\.estimate) + reference
        if !lower.isEmpty { values.append(lower.sorted()[lower.count / 20]) }
        if !upper.isEmpty { values.append(upper.sorted()[upper.count - 1 - upper.count / 20]) }
        return FrameAxis.domain(values)
    }

    /// No effect, on the scale of analysis.
    var reference: [Double] { [measure.nullValue].compactMap(\.self).map(measure.scale.analysed).filter(\.isFinite) }

    /// The bounds of the important difference, on the scale of analysis.
    var important: [Double] { (panel.important?.bounds ?? []).map(measure.scale.analysed).filter(\.isFinite) }
}
