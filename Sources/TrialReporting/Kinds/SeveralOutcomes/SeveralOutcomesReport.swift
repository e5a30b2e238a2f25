import TrialResults
import TrialStatistics

/// How several outcomes are told: each effect from all rows and by itself, who measured what, what was assumed.
public struct SeveralOutcomesReport: KindReport {
    /// `several-outcomes`.
    public let kinds = ["several-outcomes"]

    /// Creates the report.
    public init() {}

    /// `several outcomes`.
    public func name(of answer: SeveralOutcomesAnswer) -> String { "several outcomes" }

    /// The rows by outcome, and trials against outcomes.
    public var figures: [any Figure] { [ForestPlot(), OutcomeMatrixFigure()] }

    /// The effect on each outcome, and whether any is affected.
    public func finding(_ telling: Telling<SeveralOutcomesAnswer>) -> ReportFinding {
        let words = SeveralOutcomesWords(telling)
        return ReportFinding(words.plain, full: words.full)
    }

    /// Joint and separate effects, who measured what, and what was assumed.
    public func details(_ telling: Telling<SeveralOutcomesAnswer>) -> [ReportSection] {
        let (words, tables) = (SeveralOutcomesWords(telling), SeveralOutcomesTables(telling))
        let matrix = telling.isOwn ? telling.scope.drawing(OutcomeMatrixFigure()) : nil
        return [
            ReportSection(
                "outcomes", .everywhere("Each outcome, with the others and by itself"),
                [
                    .table(tables.outcomes), words.axis.map { .paragraph($0) }, words.important.map { .paragraph($0) },
                ].compactMap(\.self)),
            ReportSection(
                "outcome-matrix", .everywhere("Which trial measured what"),
                [matrix.map { ReportBlock.figure($0) }].compactMap(\.self)),
            ReportSection(
                "outcome-dependence", .everywhere("What was assumed of outcomes of the same people"),
                [
                    telling.answer.fit == nil ? nil : .paragraph(words.dependence),
                    telling.answer.fit == nil ? nil : tables.pairs.map { .table($0) },
                    tables.components.map { .table($0) },
                    tables.scenarios.map { .table($0) },
                ].compactMap(\.self)),
        ].filter { !$0.blocks.isEmpty }
    }

    /// Rows under their outcomes, each with its joint diamond; below, each outcome by itself.
    public func forest(_ record: AnalysisRecord, _ answer: SeveralOutcomesAnswer) -> ForestSource {
        var source = ForestSource(record)
        guard answer.rows.count == record.rows.count else { return source }
        let level = answer.fit?.fit.level ?? record.level
        source.blocks = answer.outcomes.indices.compactMap { place in
            let own = answer.rows.indices.filter { answer.rows[$0].outcome == place }.map { record.rows[$0] }
            guard !own.isEmpty else { return nil }
            let effect = answer.effects.first { $0.outcome == place }
            let total = effect.map { effect in
                var total = ForestSource.Total(
                    "with the other outcomes", effect.joint.natural, rows: effect.rows, level: level)
                total.studies = effect.trials
                total.prediction = effect.joint.naturalPrediction
                return total
            }
            return ForestSource.Block(DisplayText.clean(answer.outcomes[place].title), own, total: total)
        }
        let alone = answer.effects.compactMap { effect -> ForestSource.Total? in
            guard let separate = effect.separate else { return nil }
            var total = ForestSource.Total(
                DisplayText.clean(answer.outcomes[effect.outcome].title), separate.natural, rows: effect.rows,
                level: level)
            total.studies = effect.trials
            return total
        }
        if !alone.isEmpty { source.summaries = [ForestSource.Summary("Each outcome by itself", alone)] }
        if let note = Self.units(answer) { source.notes.append { _, _ in note } }
        if let note = Self.turned(answer) { source.notes.append { _, _ in note } }
        return source
    }

    /// That outcomes have units of their own; nil where their effects have none.
    static func units(_ answer: SeveralOutcomesAnswer) -> String? {
        answer.outcomes.allSatisfy(\.isUnitless)
            ? nil : "Each outcome is in its own unit: lengths can be compared within an outcome only."
    }

    /// Which outcomes stand with the opposite sign; nil for none.
    static func turned(_ answer: SeveralOutcomesAnswer) -> String? {
        let names = answer.outcomes.filter(\.isTurned).map { DisplayText.clean($0.title) }
        guard !names.isEmpty else { return nil }
        return "The sign of \(names.joined(separator: ", ")) was turned, so that benefit is on one side for all."
    }

    /// The rows of each outcome under its name; what was not used stands once.
    public func rows(_ telling: Telling<SeveralOutcomesAnswer>) -> [RowBlock] {
        guard telling.isOwn else { return [] }
        let (answer, record) = (telling.answer, telling.record)
        guard answer.rows.count == record.rows.count, !answer.rows.isEmpty else { return [.own(record)] }
        let used = answer.outcomes.indices.filter { place in answer.rows.contains { $0.outcome == place } }
        return used.map { place in
            RowBlock(
                answer.outcomes[place].code, caption: "Study rows: \(DisplayText.clean(answer.outcomes[place].title))",
                used: answer.rows.indices.filter { answer.rows[$0].outcome == place }.map { record.rows[$0] },
                excluded: place == used.first ? record.excluded : [])
        }
    }

    /// The effects, who measured what, and the other correlations for machines.
    public func tables(_ telling: Telling<SeveralOutcomesAnswer>) -> [NamedTable] {
        let tables = SeveralOutcomesTables(telling)
        return [
            NamedTable("outcomes", tables.outcomeFile), NamedTable("outcome-rows", tables.rowFile),
            tables.scenarioFile.map { NamedTable("outcome-correlations", $0) },
        ].compactMap(\.self)
    }

    /// Each joint effect and the joint test in words, everything else counted.
    public func changes(
        from first: SeveralOutcomesAnswer, to second: SeveralOutcomesAnswer, display: MeasureDisplay
    ) throws -> [AnswerChange] {
        var changes = AnswerChanges(display: display)
        changes.headline(first.headline, second.headline)
        func effect(_ answer: SeveralOutcomesAnswer, _ code: String) -> NaturalEffect? {
            answer.effects.first { answer.outcomes[$0.outcome].code == code }?.joint.natural
        }
        var codes = first.outcomes
        codes += second.outcomes.filter { own in !codes.contains { $0.code == own.code } }
        for outcome in codes {
            let pair = (effect(first, outcome.code), effect(second, outcome.code))
            let words = MeasureDisplay(outcome.measure, convention: display.convention)
            changes.both(
                "effect on \(DisplayText.clean(outcome.title))", (pair.0?.estimate, pair.1?.estimate),
                (pair.0.map(words.effect), pair.1.map(words.effect)))
        }
        try changes.count("several outcomes", first, second)
        return changes.list
    }
}
