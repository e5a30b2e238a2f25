import TrialResults
import TrialStatistics

/// How a dose–response curve is told: the curve with each trial's own, its coefficients and predictions, or why there is none.
public struct DoseResponseReport: KindReport {
    /// `dose-response`.
    public let kinds = ["dose-response"]

    /// Creates the report.
    public init() {}

    /// The rows, and the curve.
    public var figures: [any Figure] { [ForestPlot(), DoseCurveFigure()] }

    /// The effect at the largest dose, the tests, and what the curve rests on.
    public func finding(_ telling: Telling<DoseResponseAnswer>) -> ReportFinding {
        let words = DoseResponseWords(telling)
        return ReportFinding(words.plain, full: words.full)
    }

    /// The finding; what doses do to people is no single number of them.
    public func brief(_ telling: Telling<DoseResponseAnswer>) -> String { DoseResponseWords(telling).brief }

    /// The curve, predictions, coefficients, and what can be known.
    public func details(_ telling: Telling<DoseResponseAnswer>) -> [ReportSection] {
        let tables = DoseResponseTables(telling)
        let drawing = telling.isOwn ? telling.scope.drawing(DoseCurveFigure()) : nil
        let identified = telling.answer.identifiability.map {
            IdentifiabilityTelling($0, record: telling.record).blocks
        }
        func section(_ slug: String, _ heading: String, _ blocks: [ReportBlock]) -> ReportSection {
            ReportSection(slug, .everywhere(heading), blocks)
        }
        return [
            section(
                "dose-curve", "The effect by dose",
                [drawing.map { .figure($0) }, tables.predictions.map { .table($0) }].compactMap(\.self)),
            section(
                "dose-model", "The curve and its tests",
                [tables.coefficients, tables.tests].compactMap { $0.map { .table($0) } }),
            section("dose-trials", "The trials and their doses", tables.trials.map { [.table($0)] } ?? []),
            section(
                "dose-identified", "What these data can tell, and which trial would settle it",
                [.paragraph(DoseResponseWords(telling).rests)] + (identified ?? [])),
        ].filter { !$0.blocks.isEmpty }
    }

    /// Predictions and trials, in full precision.
    public func tables(_ telling: Telling<DoseResponseAnswer>) -> [NamedTable] {
        DoseResponseTables(telling).files
            + (telling.answer.identifiability.map { IdentifiabilityTelling($0, record: telling.record).files } ?? [])
    }

    /// The predictions at each dose, and the refusal.
    ///
    /// - Throws: `ResultFileError` where an answer cannot be spelt.
    public func changes(
        from first: DoseResponseAnswer, to second: DoseResponseAnswer, display: MeasureDisplay
    ) throws -> [AnswerChange] {
        var changes = AnswerChanges(display: display)
        changes.headline(first.headline, second.headline)
        for prediction in second.predictions where prediction.dose != second.reference {
            let pair = [first.predictions.first { $0.dose == prediction.dose }, prediction]
            let words = pair.map { found in
                found.map {
                    display.effect(NaturalEffect($0.estimate, $0.limits, natural: display.measure.natural))
                }
            }
            changes.both(
                "effect at dose \(NumberFormat.exact(prediction.dose))", (pair[0]?.estimate, pair[1]?.estimate),
                (words[0], words[1]))
        }
        try changes.count("numbers of the curve", first, second)
        return changes.list
    }
}
