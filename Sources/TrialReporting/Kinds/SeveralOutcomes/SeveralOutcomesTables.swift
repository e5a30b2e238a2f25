import TrialResults
import TrialStatistics

/// The tables of several outcomes, as people read them and for machines.
struct SeveralOutcomesTables {
    private let answer: SeveralOutcomesAnswer
    private let record: AnalysisRecord
    private let display: MeasureDisplay
    private var format: NumberFormat { display.format }

    init(_ telling: Telling<SeveralOutcomesAnswer>) {
        answer = telling.answer
        record = telling.record
        display = telling.display
    }

    private func display(_ place: Int) -> MeasureDisplay {
        MeasureDisplay(answer.outcomes[place].measure, convention: display.convention, per: display.per)
    }

    private func title(_ place: Int) -> String { DisplayText.clean(answer.outcomes[place].title) }

    /// One row an outcome: joint and separate effect, borrowing of strength, minimal important difference.
    var outcomes: TextTable {
        let level = format.level(answer.fit?.fit.level ?? record.level)
        let hasImportant = answer.outcomes.contains { $0.important != nil }
        let hasRobust = answer.effects.contains { $0.robust != nil }
        return TextTable(
            caption: "Effects on each outcome: \(display.name) (\(level)\u{A0}CI)",
            columns: [
                .init("Outcome"), .init("Trials", .trailing), .init("With the others", .trailing),
                .init("By itself", .trailing), .init("Borrowed strength", .trailing),
            ] + (hasRobust ? [.init("By how trials scatter", .trailing)] : [])
                + (hasImportant ? [.init("Minimal important difference", .trailing)] : []),
            rows: answer.outcomes.indices.map { place in
                let own = display(place)
                let effect = answer.effects.first { $0.outcome == place }
                let trials = Set(answer.rows.filter { $0.outcome == place }.map(\.trial)).count
                return [
                    title(place) + (answer.outcomes[place].isTurned ? " (sign turned)" : ""), format.count(trials),
                    effect.map { own.effect($0.joint.natural) } ?? "–",
                    effect?.separate.map { own.effect($0.natural) } ?? "–",
                    effect?.borrowing.map(format.percent) ?? "–",
                ] + (hasRobust ? [effect?.robust.map(own.effect) ?? "–"] : [])
                    + (hasImportant ? [answer.outcomes[place].important.map(format.number) ?? "–"] : [])
            })
    }

    /// What was assumed of each pair, and what came out of their true effects; nil without pairs.
    var pairs: TextTable? {
        guard !answer.correlations.isEmpty else { return nil }
        return TextTable(
            caption: "Correlations of pairs of outcomes",
            columns: [
                .init("Outcomes"), .init("Within trials, taken", .trailing),
                .init("Of true effects, estimated", .trailing),
            ],
            rows: answer.correlations.map { pair in
                let codes = pair.outcomes.map { answer.outcomes[$0].code }
                let estimated = answer.fit.flatMap { $0.correlation(codes[0], codes[1]) }
                return [
                    pair.outcomes.map(title).joined(separator: " and "), taken(pair),
                    estimated.map(format.number) ?? "–",
                ]
            })
    }

    /// One correlation, or those that studies printed with the one for all others.
    private func taken(_ pair: SeveralOutcomesAnswer.PairCorrelation) -> String {
        guard let first = pair.printed.first, let last = pair.printed.last else { return format.number(pair.value) }
        let span = first == last ? format.number(first) : "\(format.number(first)) to \(format.number(last))"
        let studies = "\(format.count(pair.printed.count)) \(pair.printed.count == 1 ? "study" : "studies")"
        return
            "\(span) in \(studies) that \(pair.printed.count == 1 ? "prints" : "print") it, else \(format.number(pair.value))"
    }

    /// Variances of true effects with both models; nil without a fit.
    var components: TextTable? {
        guard let fit = answer.fit else { return nil }
        return TextTable(
            caption: "Variances of true effects between trials (τ²)",
            columns: [
                .init("Outcome"), .init("With the others", .trailing), .init("By itself", .trailing), .init("Remark"),
            ],
            rows: answer.effects.map { effect in
                let onBound = fit.fit.components.contains { $0.isOnBound && $0.kind == .correlation }
                let remark = effect.tau2 == 0 ? "on the edge of what is possible" : onBound ? "a correlation is ±1" : ""
                return [
                    title(effect.outcome), format.tauSquared(effect.tau2),
                    effect.separateTau2.map(format.tauSquared) ?? "–", remark,
                ]
            })
    }

    /// The joint effects with other correlations; nil where none were tried.
    var scenarios: TextTable? {
        guard !answer.scenarios.isEmpty else { return nil }
        var rows = answer.scenarios.map { ($0.correlation, $0.effects, false) }
        if let used = answer.dependence.correlation { rows.append((used, answer.effects.map(\.joint), true)) }
        return TextTable(
            caption: "The same with other correlations for all pairs of outcomes",
            columns: [.init("Correlation")] + answer.effects.map { .init(title($0.outcome), .trailing) },
            rows: rows.sorted { $0.0 < $1.0 }.map { correlation, effects, isUsed in
                ["\(format.number(correlation))\(isUsed ? " (used)" : "")"]
                    + answer.effects.enumerated().map { place, own in
                        effects.indices.contains(place) ? display(own.outcome).effect(effects[place].natural) : "no fit"
                    }
            })
    }

    // MARK: - For machines

    private func cells(_ shown: ShownEffect?) -> [CSVTable.Cell] {
        [
            shown?.effect.estimate, shown?.effect.standardError, shown?.effect.limits.lower, shown?.effect.limits.upper,
            shown?.effect.degreesOfFreedom, shown?.effect.pValue,
        ].map { CSVTable.Cell($0) }
    }

    /// One row an outcome, on the scale of analysis.
    var outcomeFile: CSVTable {
        let names = ["estimate", "standard_error", "lower", "upper", "df", "p"]
        return CSVTable(
            header: ["outcome", "title", "measure", "turned", "patient_reported", "important", "rows", "trials"]
                + names.map { "joint_\($0)" } + ["joint_tau2"] + names.map { "separate_\($0)" }
                + ["separate_tau2", "borrowing_of_strength"],
            rows: answer.outcomes.indices.map { place -> [CSVTable.Cell] in
                let outcome = answer.outcomes[place]
                let effect = answer.effects.first { $0.outcome == place }
                let own = answer.rows.filter { $0.outcome == place }
                return [
                    .text(outcome.code), .text(outcome.title), .text(outcome.measure.code),
                    .text(outcome.isTurned ? "yes" : "no"), .text(outcome.isReported ? "yes" : "no"),
                    CSVTable.Cell(outcome.important), .integer(own.count), .integer(Set(own.map(\.trial)).count),
                ] + cells(effect?.joint) + [CSVTable.Cell(effect?.tau2)] + cells(effect?.separate)
                    + [CSVTable.Cell(effect?.separateTau2), CSVTable.Cell(effect?.borrowing)]
            })
    }

    /// The rows with their outcomes, signs as they were analysed.
    var rowFile: CSVTable {
        CSVTable(
            header: ["study", "outcome", "estimate", "variance"],
            rows: zip(answer.rows, record.rows).map { row, study in
                [
                    .text(study.study), .text(answer.outcomes[row.outcome].code), .number(study.estimate),
                    .number(study.variance),
                ]
            })
    }

    /// The joint effects with other correlations.
    var scenarioFile: CSVTable? {
        guard !answer.scenarios.isEmpty else { return nil }
        return CSVTable(
            header: ["correlation", "outcome", "estimate", "standard_error", "lower", "upper", "df", "p"],
            rows: answer.scenarios.flatMap { scenario in
                zip(answer.effects, scenario.effects).map { own, shown in
                    [.number(scenario.correlation), .text(answer.outcomes[own.outcome].code)] + cells(shown)
                }
            })
    }
}
