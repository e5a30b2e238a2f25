import TrialResults
import TrialStatistics

/// How a multiverse is told: the curve of all specifications, how much each choice moves the effect, what could not be computed.
public struct MultiverseReport: KindReport {
    /// `multiverse`.
    public let kinds = ["multiverse"]

    /// Creates the report.
    public init() {}

    /// `multiverse`.
    public func name(of answer: MultiverseAnswer) -> String { "multiverse" }

    /// The curve, and the rows by the plan's own choices.
    public var figures: [any Figure] { [SpecificationCurve(), ForestPlot()] }

    /// The effect by the plan's own choices, and where all others lie.
    public func finding(_ telling: Telling<MultiverseAnswer>) -> ReportFinding {
        let words = MultiverseWords(telling)
        return ReportFinding(words.plain, full: words.full)
    }

    /// The effect by the plan's own choices, and where all others of the same measure lie.
    public func brief(_ telling: Telling<MultiverseAnswer>) -> String { MultiverseWords(telling).brief }

    /// The curve, the choices, and the specifications without an effect.
    public func details(_ telling: Telling<MultiverseAnswer>) -> [ReportSection] {
        let (words, tables) = (MultiverseWords(telling), MultiverseTables(telling))
        let curve = telling.isOwn ? telling.scope.drawing(SpecificationCurve()) : nil
        return [
            ReportSection(
                "specification-curve", .everywhere("All choices at once"),
                [curve.map { ReportBlock.figure($0) }, tables.panels.map { .table($0) }, .paragraph(words.caution)]
                    .compactMap(\.self)),
            ReportSection(
                "specification-choices", .everywhere("What each choice does"),
                [tables.moves.map { ReportBlock.table($0) }].compactMap(\.self)
                    + tables.options.map { .table($0) } + words.remarks.map { .paragraph($0) }),
            ReportSection(
                "specification-reasons", .everywhere("Specifications without an effect"),
                [tables.reasons.map { ReportBlock.table($0) }].compactMap(\.self)),
        ].filter { !$0.blocks.isEmpty }
    }

    /// The rows with the effect by the plan's own choices.
    public func forest(_ record: AnalysisRecord, _ answer: MultiverseAnswer) -> ForestSource {
        var source = ForestSource(record)
        guard let planned = answer.planned, let effect = planned.effect else { return source }
        var total = ForestSource.Total("By the plan’s own choices", effect, rows: planned.rows, level: answer.level)
        total.studies = planned.studies
        source.total = total
        return source
    }

    /// Every specification, and every option, for machines.
    public func tables(_ telling: Telling<MultiverseAnswer>) -> [NamedTable] {
        let files = MultiverseFiles(telling.answer)
        return [
            NamedTable("specifications", files.specifications), NamedTable("specification-choices", files.choices),
            NamedTable("specification-measures", files.panels),
        ]
    }

    /// The plan's own effect in words; of each measure the range and the shares.
    public func changes(
        from first: MultiverseAnswer, to second: MultiverseAnswer, display: MeasureDisplay
    ) throws -> [AnswerChange] {
        var changes = AnswerChanges(display: display)
        changes.headline(first.headline, second.headline)
        let codes = (first.measures + second.measures).map(\.code).reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        for code in codes {
            func line(_ answer: MultiverseAnswer) -> (Double, String)? {
                guard let place = answer.measures.firstIndex(where: { $0.code == code }),
                    let panel = answer.panels.first(where: { $0.measure == place })
                else { return nil }
                let words = MeasureDisplay(answer.measures[place], convention: display.convention, per: display.per)
                return panel.median.map { ($0, MultiversePanelWords(panel, words).line) }
            }
            let (old, new) = (line(first), line(second))
            changes.both("all choices, \(DisplayText.clean(code))", (old?.0, new?.0), (old?.1, new?.1))
        }
        try changes.count("multiverse", first, second)
        return changes.list
    }
}
