import TrialResults
import TrialStatistics

/// The tables of a multiverse for machines: everything, in full precision.
struct MultiverseFiles {
    private let answer: MultiverseAnswer

    init(_ answer: MultiverseAnswer) { self.answer = answer }

    /// One row a specification, the plan's own first; effects on the natural scale of their measure.
    var specifications: CSVTable {
        CSVTable(
            header: ["specification"] + answer.choices.map { $0.code.replacing("-", with: "_") } + [
                "rows", "studies", "estimate", "lower", "upper", "tau2", "reason",
            ],
            rows: answer.specifications.all.enumerated().map { number, own -> [CSVTable.Cell] in
                let options = zip(own.options, answer.choices).map { place, choice in
                    CSVTable.Cell(place.map { choice.options[$0].code })
                }
                return [.integer(number + 1)] + options + [
                    .integer(own.rows), .integer(own.studies), CSVTable.Cell(own.effect?.estimate),
                    CSVTable.Cell(own.effect?.lower), CSVTable.Cell(own.effect?.upper), CSVTable.Cell(own.tau2),
                    CSVTable.Cell(own.reason.map { answer.reasons[$0] }),
                ]
            })
    }

    /// One row a measure and option, also those that documents put together.
    var choices: CSVTable {
        var rows: [[CSVTable.Cell]] = []
        for panel in answer.panels {
            let shown = MultiverseShown(answer, measure: panel.measure)
            let code = answer.measures[panel.measure].code
            for choice in MultiverseShown.choices(of: answer) {
                let move = answer.moves.first { $0.measure == panel.measure && $0.choice == choice }
                for (place, option) in answer.choices[choice].options.enumerated() {
                    let spread = shown.spread(choice, [place])
                    rows.append([
                        .text(code), .text(answer.choices[choice].code), .text(option.code), .text(option.title),
                        .integer(spread.count), CSVTable.Cell(spread.least), CSVTable.Cell(spread.median),
                        CSVTable.Cell(spread.greatest), CSVTable.Cell(spread.clear), CSVTable.Cell(move?.median),
                        CSVTable.Cell(move?.greatest),
                    ])
                }
            }
        }
        return CSVTable(
            header: [
                "measure", "choice", "option", "title", "computed", "least", "median", "greatest",
                "interval_leaves_no_effect_out", "choice_median_span", "choice_greatest_span",
            ], rows: rows)
    }

    /// One row a measure.
    var panels: CSVTable {
        func cells(_ sides: MultiversePanel.Sides?) -> [CSVTable.Cell] {
            [sides?.below, sides?.clearlyBelow, sides?.above, sides?.clearlyAbove].map { CSVTable.Cell($0) }
        }
        let names = ["below", "interval_below", "above", "interval_above"]
        return CSVTable(
            header: ["measure", "specifications", "computed", "least", "median", "greatest", "no_effect"]
                + names.map { "\($0)_no_effect" } + ["important_lower", "important_upper"]
                + names.map { "\($0)_important" },
            rows: answer.panels.map { panel -> [CSVTable.Cell] in
                let numbers: [CSVTable.Cell] = [
                    .text(answer.measures[panel.measure].code), .integer(panel.specifications),
                    .integer(panel.computed), CSVTable.Cell(panel.least), CSVTable.Cell(panel.median),
                    CSVTable.Cell(panel.greatest), CSVTable.Cell(answer.measures[panel.measure].nullValue),
                ]
                let bounds = [panel.important?.bounds.first, panel.important?.bounds.last].map { CSVTable.Cell($0) }
                return numbers + cells(panel.sides) + bounds + cells(panel.important)
            })
    }
}
