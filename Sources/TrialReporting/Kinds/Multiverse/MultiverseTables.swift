import Glibc
import TrialResults
import TrialStatistics

/// The tables of a multiverse as people read them.
struct MultiverseTables {
    private let answer: MultiverseAnswer
    private let telling: Telling<MultiverseAnswer>
    private var format: NumberFormat { telling.format }

    init(_ telling: Telling<MultiverseAnswer>) {
        self.telling = telling
        answer = telling.answer
    }

    /// One row a measure: how many, which range, on which side; nil where nothing was asked.
    var panels: TextTable? {
        guard answer.panels.contains(where: { $0.specifications > 0 }) else { return nil }
        let hasSides = answer.panels.contains { $0.sides != nil }
        let hasImportant = answer.panels.contains { $0.important != nil }
        let names = ["below no effect", "above no effect"], far = ["important, below", "important, above"]
        return TextTable(
            caption:
                "Effects of all specifications (in brackets: with the whole \(format.level(answer.level)) interval)",
            columns: [
                .init("Measure"), .init("Specifications", .trailing), .init("Computed", .trailing),
                .init("Median", .trailing), .init("Range", .trailing),
            ] + ((hasSides ? names : []) + (hasImportant ? far : [])).map { .init(Self.capitalised($0), .trailing) },
            rows: answer.panels.map { panel in
                let (own, words) = (
                    telling.display(of: panel.measure), MultiversePanelWords(panel, telling.display(of: panel.measure))
                )
                func sides(_ sides: MultiversePanel.Sides?) -> [String] {
                    guard let sides, panel.computed > 0 else { return ["–", "–"] }
                    return [
                        "\(words.share(sides.below)) (\(words.share(sides.clearlyBelow)))",
                        "\(words.share(sides.above)) (\(words.share(sides.clearlyAbove)))",
                    ]
                }
                let range = panel.least.flatMap { least in panel.greatest.map { own.limits(least, $0) } }
                return [
                    Self.capitalised(own.name), format.count(panel.specifications), format.count(panel.computed),
                    panel.median.map(own.value) ?? "–", range ?? "–",
                ] + (hasSides ? sides(panel.sides) : []) + (hasImportant ? sides(panel.important) : [])
            })
    }

    /// How much each choice moves the effect; nil where no choice has several options.
    var moves: TextTable? {
        guard !answer.moves.isEmpty else { return nil }
        let hasChanged = answer.moves.contains { $0.changed != nil }
        return TextTable(
            caption: "How far the effect moves when one choice changes and all others stay",
            columns: [
                .init("Choice"), .init("Measure"), .init("Sets compared", .trailing), .init("Median", .trailing),
                .init("Most", .trailing),
            ] + (hasChanged ? [.init("Verdict of the interval changes", .trailing)] : []),
            rows: answer.moves.map { move in
                [
                    DisplayText.clean(answer.choices[move.choice].title), telling.display(of: move.measure).name,
                    format.count(move.groups), span(move.median, measure: move.measure),
                    span(move.greatest, measure: move.measure),
                ]
                    + (hasChanged
                        ? [
                            move.changed.map { changed in
                                MultiversePanelWords.share(changed, of: move.groups, format)
                            } ?? "–"
                        ] : [])
            })
    }

    /// A span on the scale of analysis: a factor of ratios and odds, else a difference on its scale.
    func span(_ span: Double, measure: Int) -> String {
        switch answer.measures[measure].scale {
        case .log: "a factor of \(format.number(exp(span)))"
        case .logit: "a factor of \(format.number(exp(span))) in the odds"
        case .identity: "\(format.number(span))"
        default: "\(format.number(span)) on \(telling.display(of: measure).scaleWords)"
        }
    }

    /// For each measure the effects by option; options that move little stand together.
    var options: [TextTable] {
        answer.panels.filter { $0.computed > 0 }.compactMap { panel in
            let (own, shown) = (telling.display(of: panel.measure), MultiverseShown(answer, measure: panel.measure))
            let null = answer.measures[panel.measure].nullValue
            let rows = MultiverseShown.choices(of: answer).flatMap { choice in
                shown.options(choice).map { option -> [String] in
                    let spread = shown.spread(choice, option.positions)
                    let range = spread.least.flatMap { least in spread.greatest.map { own.limits(least, $0) } }
                    return [
                        DisplayText.clean(answer.choices[choice].title), option.title, format.count(spread.count),
                        spread.median.map(own.value) ?? "–", range ?? "–",
                    ]
                        + (spread.clear.map { [MultiversePanelWords.share($0, of: spread.count, format)] } ?? [])
                }
            }
            guard !rows.isEmpty else { return nil }
            return TextTable(
                caption: "Effects by option: \(own.name)",
                columns: [
                    .init("Choice"), .init("Option"), .init("Specifications", .trailing), .init("Median", .trailing),
                    .init("Range", .trailing),
                ] + (null == nil ? [] : [.init("Interval leaves no effect out", .trailing)]), rows: rows)
        }
    }

    /// Why specifications have no effect; nil where all have one.
    var reasons: TextTable? {
        guard !answer.reasons.isEmpty else { return nil }
        return TextTable(
            caption: "Specifications without an effect",
            columns: [.init("Reason"), .init("Specifications", .trailing)],
            rows: answer.reasons.enumerated().map { place, reason in
                [reason, format.count(answer.specifications.all.count { $0.reason == place })]
            })
    }

    private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
