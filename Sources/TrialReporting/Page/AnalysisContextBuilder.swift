import TrialResults
import TrialStatistics

/// Fills the context of one analysis.
struct AnalysisContextBuilder {
    let analysis: AnalysisResult
    let anchor: String
    /// The page that it is part of.
    let page: PageContextBuilder
    private var style: any FigureStyle { page.style }
    private var display: MeasureDisplay { analysis.display(page.convention) }

    /// The context.
    var context: AnalysisContext {
        get throws(ReportingError) {
            let tables = AnalysisTables(analysis, convention: page.convention)
            let prose = AnalysisProse(analysis, convention: page.convention, overview: page.document.overview)
            let drawn = page.figures.figures.compactMap(figure)
            let first = drawn.first.map { [$0.context] } ?? []
            let studies = studyTables
            let comparisons = [tables.sensitivity, tables.rareEvents].compactMap(\.self)
            return AnalysisContext(
                anchor: Markup(anchor), analysisTitle: Markup(analysis.title),
                plainLanguage: Markup(prose.plainLanguage), method: Markup(prose.method), tiles: tiles,
                figures: first, explorers: try explorers, further: further(Array(drawn.dropFirst())),
                warnings: analysis.allWarnings.map { Markup($0.message) }, studyTables: studies,
                excluded: [tables.excluded].compactMap(\.self).map(table), subgroups: tables.subgroups.map(table),
                subgroupTests: tables.subgroupSentences.map { Markup($0) }, beside: tables.beside.map(table),
                besideWords: analysis.beside.map { Markup(BesideWords(display: display).sentence($0)) },
                sensitivity: [tables.sensitivity].compactMap(\.self).map(table),
                rareEvents: [tables.rareEvents].compactMap(\.self).map(table), hasTiles: analysis.pooled != nil,
                hasWarnings: !analysis.allWarnings.isEmpty, hasStudies: !studies.isEmpty,
                hasExcluded: tables.excluded != nil,
                hasComparisons: !(comparisons + tables.subgroups + tables.beside).isEmpty
                    || !tables.subgroupSentences.isEmpty)
        }
    }

    private func table(_ table: TextTable) -> TableContext { TableContext(table, subject: analysis.title) }

    // MARK: - Head

    private var tiles: [AnalysisContext.TileContext] {
        guard let pooled = analysis.pooled else { return [] }
        func tile(_ name: String, _ value: String, _ note: String = "") -> AnalysisContext.TileContext {
            .init(tileName: Markup(name), tileValue: Markup(value), tileNote: Markup(note))
        }
        let format = display.format
        let level = format.level(pooled.fit.level)
        let effect = pooled.natural
        let heterogeneity = pooled.fit.heterogeneity
        let studies = Set(analysis.studies.map(\.study)).count
        let rows = pooled.fit.studies
        var tiles = [
            tile(
                pooled.fit.studies > 1 ? "Pooled \(display.name)" : display.heading, display.value(effect.estimate),
                "\(level) CI \(display.limits(effect.lower, effect.upper))")
        ]
        if let prediction = pooled.naturalPrediction, !prediction.lower.isNaN {
            tiles.append(
                tile(
                    "In a new study", display.limits(prediction.lower, prediction.upper), "\(level) prediction interval"
                ))
        }
        if heterogeneity.qDegreesOfFreedom > 0 {
            let tau = heterogeneity.estimator == nil ? "" : "τ² = \(format.tauSquared(heterogeneity.tau2))"
            tiles.append(tile("Spread between studies", "I² = \(format.percent(heterogeneity.iSquared))", tau))
        }
        tiles.append(
            tile(
                "Evidence", "\(format.count(studies)) \(studies == 1 ? "study" : "studies")",
                rows == studies ? "" : "\(format.count(rows)) rows"))
        return tiles
    }

    // MARK: - Figures

    private func figure(_ figure: any Figure) -> (name: String, context: FigureContext)? {
        figure.scene(for: FigureInput(analysis, overview: page.document.overview), style: style).map { scene in
            (figure.title, FigureContext(scene, id: "\(figure.code)-\(anchor)", style: style))
        }
    }

    private func further(_ figures: [(name: String, context: FigureContext)]) -> [AnalysisContext.FurtherContext] {
        guard !figures.isEmpty else { return [] }
        let names = figures.map(\.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return [
            .init(furtherNames: Markup(names.joined(separator: ", ")), furtherFigures: figures.map(\.context))
        ]
    }

    private var explorers: [AnalysisContext.ExplorerContext] {
        get throws(ReportingError) {
            guard var builder = ExplorerBuilder(analysis, convention: page.convention) else { return [] }
            let hasOverlap = analysis.excluded.contains { $0.code == "overlap" }
            let note = "Leaving a study out here does not bring back a report that it displaced."
            return [.init(choices: .trusted(try builder.json()), overlapNotes: hasOverlap ? [Markup(note)] : [])]
        }
    }

    // MARK: - Studies

    private var studyTables: [StudyTableContext] {
        let blocks = [("Study rows", analysis.studies)] + analysis.beside.map { ("Beside: \($0.title)", $0.studies) }
        return blocks.filter { !$0.1.isEmpty }.map { caption, studies in
            let columns = ForestColumns(studies)
            return StudyTableContext(
                studyCaption: Markup(caption), studyRegion: Markup("\(caption): \(analysis.title)"),
                groupHeadings: columns.headings.map { Markup($0) },
                effectHeading: Markup(display.effectHeading(level: analysis.level)),
                studies: studies.map { study($0, columns) })
        }
    }

    private func study(_ study: StudyResult, _ columns: ForestColumns) -> StudyTableContext.StudyContext {
        let count = study.sources.count
        return StudyTableContext.StudyContext(
            label: Markup(study.label), groupCells: columns.cells(study, display.format).map { Markup($0) },
            effect: Markup(display.effect(study.natural)),
            weight: Markup(study.weight.map(display.format.percent) ?? "–"), notes: study.notes.map { Markup($0) },
            sources: study.sources.map(source), sourceCount: Markup("\(count) \(count == 1 ? "source" : "sources")"))
    }

    private func source(_ source: SourceTrail) -> StudyTableContext.SourceContext {
        let link = source.document.flatMap { DocumentLink($0) }
        let document = Markup(source.document ?? "")
        return StudyTableContext.SourceContext(
            quantity: Markup(source.quantity), place: Markup(source.place), location: Markup(source.location),
            links: link.map { [.init(address: Markup($0.address), document: document)] } ?? [],
            plainDocuments: link == nil && source.document != nil ? [document] : [],
            confidence: Markup(source.confidence),
            derivations: [source.derivation].compactMap(\.self).map { Markup($0) })
    }
}

extension FigureContext {
    /// A drawing on the page; `id` makes its parts' ids unique there.
    init(_ scene: Scene, id: String, style: any FigureStyle) {
        svg = .trusted(SVGWriter(style: style).svg(scene, id: id))
        figureTitle = Markup(scene.title)
        figureLabel = Markup("\(scene.title), scrolls sideways")
        description = Markup(scene.description)
    }
}

extension ForestColumns {
    /// The columns' headings with the names of their groups.
    fileprivate var headings: [String] {
        columns.map { column in
            let name = groupNames[column.group]
            return name.isEmpty ? column.cell.heading : "\(name): \(column.cell.heading.lowercasedFirst)"
        }
    }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
