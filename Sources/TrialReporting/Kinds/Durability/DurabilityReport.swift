import TrialResults
import TrialStatistics

/// How an effect over time is told: the effect at the months that were asked for, its curve, each trial's own course.
public struct DurabilityReport: KindReport {
    /// `durability`.
    public let kinds = ["durability"]

    /// Creates the report.
    public init() {}

    /// `effect over time`.
    public func name(of answer: DurabilityAnswer) -> String { "effect over time" }

    /// The rows by month, and the curve.
    public var figures: [any Figure] { [ForestPlot(), TimeCourseFigure()] }

    /// The effect at the last month that was reached, whether it changes, what is not known.
    public func finding(_ telling: Telling<DurabilityAnswer>) -> ReportFinding {
        let words = DurabilityWords(telling)
        return ReportFinding(words.plain, full: words.full)
    }

    /// The months, the curve, the people, the variances and the other correlations.
    public func details(_ telling: Telling<DurabilityAnswer>) -> [ReportSection] {
        let (words, tables) = (DurabilityWords(telling), DurabilityTables(telling))
        let curve = telling.isOwn ? telling.scope.drawing(TimeCourseFigure()) : nil
        let months: [ReportBlock?] = [
            tables.months.map { .table($0) }, words.changeTest.map { .paragraph($0) }, curve.map { .figure($0) },
            words.lone.map { .paragraph($0) },
        ]
        return [
            ReportSection("over-time", .everywhere("Effect over time"), months.compactMap(\.self)),
            ReportSection(
                "over-time-people", .everywhere("Who was still there"),
                [tables.people.map { ReportBlock.table($0) }].compactMap(\.self)),
            ReportSection(
                "over-time-dependence", .everywhere("What was assumed of results of the same people"),
                [
                    telling.answer.fit == nil ? nil : .paragraph(words.dependence),
                    tables.components.map { .table($0) },
                    tables.scenarios.map { .table($0) },
                ].compactMap(\.self)),
        ].filter { !$0.blocks.isEmpty }
    }

    /// Rows under their months; a diamond for each month that was answered.
    public func forest(_ record: AnalysisRecord, _ answer: DurabilityAnswer) -> ForestSource {
        var source = ForestSource(record)
        guard answer.rows.count == record.rows.count else { return source }
        let months = Set(answer.rows.map(\.months)).sorted()
        source.blocks = months.map { month in
            let own = answer.rows.indices.filter { answer.rows[$0].months == month }.map { record.rows[$0] }
            return ForestSource.Block("Month \(DurabilityAnswer.word(month))", own)
        }
        if let fit = answer.fit, !answer.points.isEmpty {
            let totals = answer.points.map { point in
                var total = ForestSource.Total(
                    "Month \(DurabilityAnswer.word(point.months))", point.effect.natural, rows: fit.fit.rows,
                    level: fit.fit.level)
                total.studies = record.studies
                total.prediction = point.effect.naturalPrediction
                return total
            }
            source.summaries = [ForestSource.Summary("One model of all months", totals)]
        }
        if let refusal = answer.refusal {
            source.notes.append { _, _ in "No model over time: \(refusal.message)." }
        }
        return source
    }

    /// The answers, the curve, the rows in time and the other correlations for machines.
    public func tables(_ telling: Telling<DurabilityAnswer>) -> [NamedTable] {
        let tables = DurabilityTables(telling)
        return [
            tables.monthFile.map { NamedTable("over-time", $0) },
            tables.curveFile.map { NamedTable("over-time-curve", $0) },
            NamedTable("over-time-rows", tables.rowFile),
            tables.scenarioFile.map { NamedTable("over-time-correlations", $0) },
        ].compactMap(\.self)
    }

    /// Each answered month and the test of change in words, everything else counted.
    public func changes(
        from first: DurabilityAnswer, to second: DurabilityAnswer, display: MeasureDisplay
    ) throws -> [AnswerChange] {
        var changes = AnswerChanges(display: display)
        for month in Set((first.points + second.points).map(\.months)).sorted() {
            let pair = (first.points.first { $0.months == month }, second.points.first { $0.months == month })
            changes.both(
                "effect at month \(DurabilityAnswer.word(month))",
                (pair.0?.effect.natural.estimate, pair.1?.effect.natural.estimate),
                (pair.0.map { display.effect($0.effect.natural) }, pair.1.map { display.effect($0.effect.natural) }))
        }
        let words = HeadlineWords(display: display)
        changes.both(
            "change over time", (first.change?.statistic, second.change?.statistic),
            (first.change.map(words.test), second.change.map(words.test)))
        try changes.count("effect over time", first, second)
        return changes.list
    }
}
