import TrialResults
import TrialStatistics

/// How a meta-regression is told: what the effect does as the studies' properties change, its coefficients, its bubbles.
public struct RegressionReport: KindReport {
    /// `meta-regression`.
    public let kinds = ["meta-regression"]

    /// Creates the report.
    public init() {}

    /// `meta-regression on latitude`.
    public func name(of answer: RegressionAnswer) -> String {
        answer.moderators.isEmpty ? "meta-regression" : "meta-regression on \(answer.subject)"
    }

    /// The rows, and the effects against the moderators.
    public var figures: [any Figure] { [ForestPlot(), BubblePlot()] }

    /// The change with each moderator, what it explains, what is left, and what it does not say.
    public func finding(_ telling: Telling<RegressionAnswer>) -> ReportFinding {
        let words = RegressionWords(telling.record, telling.answer, telling.display)
        let left = telling.isOwn ? ExclusionWords(format: telling.format).sentence(telling.record.excluded) : ""
        return ReportFinding("\(words.text)\(telling.remarks.map { " \($0)" }.joined())\(left)")
    }

    /// Coefficients, bubble plot and, for a further answer, the rows that lack a moderator.
    public func details(_ telling: Telling<RegressionAnswer>) -> [ReportSection] {
        let answer = telling.answer
        let tables = RegressionTables(telling.record, answer, telling.display)
        var blocks: [ReportBlock] = []
        if let table = tables.coefficients { blocks.append(.table(table)) }
        if let drawing = bubble(telling) { blocks.append(.figure(drawing)) }
        if let missing = tables.missing, !telling.isOwn { blocks.append(.table(missing)) }
        let heading = telling.scope.convention.spelled(name(of: answer))
        return [
            ReportSection(
                slug(answer), .everywhere(heading.prefix(1).uppercased() + heading.dropFirst()), blocks),
            CredibilityTables(answer, telling.display).section,
        ]
    }

    /// An own answer has all sections; a further one a section of its own.
    public func sections(_ telling: Telling<RegressionAnswer>) throws(ReportingError) -> [ReportSection] {
        let details = details(telling)
        guard telling.isOwn else {
            let text = ReportBlock.paragraph(finding(telling).full)
            return details.enumerated().map { index, section in
                ReportSection(section.slug, section.heading, (index == 0 ? [text] : []) + section.blocks)
            }
        }
        let common = CommonSections(telling)
        return [common.head(finding: finding(telling), tiles: RegressionTiles(telling).tiles), common.method]
            + details + common.studies(rows(telling))
    }

    private func bubble(_ telling: Telling<RegressionAnswer>) -> FigureDrawing? {
        let plot = BubblePlot()
        let plotted = PlottedRecord(telling.record, telling.scope.look.style)
        return plot.scene(telling.answer, plotted, telling.scope.look.style).map {
            FigureDrawing(code: plot.code, kind: plot.title, scene: $0)
        }
    }

    private func slug(_ answer: RegressionAnswer) -> String {
        let names =
            answer.moderators.map { SafeName.of($0.property) }
            + (answer.interactions ?? []).map { factors in
                "interaction-\(factors.map(SafeName.of).joined(separator: "-"))"
            }
        return (["regression"] + names).joined(separator: "-")
    }

    /// The record's rows for an own answer, and the rows that lack a moderator.
    public func rows(_ telling: Telling<RegressionAnswer>) -> [RowBlock] {
        let own = telling.isOwn ? [RowBlock.own(telling.record)] : []
        guard !telling.answer.missing.isEmpty else { return own }
        let name = name(of: telling.answer)
        return own + [RowBlock(name, caption: name, used: [], excluded: telling.answer.missing)]
    }

    /// What is left after the moderators.
    public func heterogeneity(of answer: RegressionAnswer) -> Heterogeneity? { answer.fit?.heterogeneity }

    /// The coefficients, and the values of the moderators.
    public func tables(_ telling: Telling<RegressionAnswer>) -> [NamedTable] {
        let slug = slug(telling.answer)
        let tables = RegressionTables(telling.record, telling.answer, telling.display)
        return [
            tables.coefficientFile.map { NamedTable(slug, $0) }, NamedTable("\(slug)-rows", tables.valueFile),
            telling.answer.credibility.map { NamedTable("\(slug)-credibility", CredibilityTables.file($0)) },
        ].compactMap(\.self)
    }

    /// Each coefficient in words, everything else counted.
    public func changes(
        from first: RegressionAnswer, to second: RegressionAnswer, display: MeasureDisplay
    ) throws -> [AnswerChange] {
        var changes = AnswerChanges(display: display)
        let subject = name(of: second)
        let (old, new) = (first.fit?.coefficients ?? [], second.fit?.coefficients ?? [])
        let names = old.map(\.name) + new.map(\.name).filter { name in !old.contains { $0.name == name } }
        for name in names {
            let pair = (old.first { $0.name == name }, new.first { $0.name == name })
            let words = { (coefficient: Coefficient) in RegressionTables.words(coefficient, display) }
            changes.both(
                "\(subject), \(DisplayText.clean(name))", (pair.0?.estimate, pair.1?.estimate),
                (pair.0.map(words), pair.1.map(words)))
        }
        try changes.count(subject, first, second)
        return changes.list
    }
}

/// The numbers at the head of a meta-regression.
struct RegressionTiles {
    let tiles: [ReportTile]

    init(_ telling: Telling<RegressionAnswer>) {
        let general = HeadlineTiles(telling).tiles
        guard let explained = telling.answer.fit?.heterogeneity.rSquared, !general.isEmpty else {
            tiles = general
            return
        }
        let tile = ReportTile("Explained by the moderators", "R² = \(telling.format.percent(explained))")
        tiles = general.prefix(1) + [tile] + general.dropFirst()
    }
}
