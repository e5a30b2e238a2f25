import TrialResults
import TrialStatistics

/// Fills the page's context from a document.
struct PageContextBuilder {
    let document: ResultDocument
    let figures: FigureRegistry
    let style: any FigureStyle
    var convention = NumberConvention.british

    /// The context of the whole page.
    var context: PageContext {
        let anchors = SafeName.unique(document.analyses.map { "analysis-\($0.id)" })
        return PageContext(
            language: Markup(convention.languageTag), title: Markup(document.plan.title),
            profile: Markup(document.plan.profile), engine: Markup(document.engine),
            seed: Markup(String(document.plan.seed)), planHash: Markup(document.plan.sha256),
            style: .trusted(PageStyle.css),
            datasets: document.datasets.map {
                PageContext.DatasetContext(
                    datasetTitle: Markup($0.title), datasetName: Markup($0.name), version: Markup($0.version),
                    identity: Markup($0.identity))
            },
            summary: [TableContext(SummaryTable(document, convention: convention).table, links: anchors)],
            analyses: zip(document.analyses, anchors).map(analysis),
            published: document.published.isEmpty
                ? [] : [TableContext(PublishedTable(document.published, convention: convention).table)])
    }

    private func analysis(_ analysis: AnalysisResult, anchor: String) -> AnalysisContext {
        let tables = AnalysisTables(analysis, convention: convention)
        let prose = AnalysisProse(analysis, convention: convention, overview: document.overview)
        return AnalysisContext(
            anchor: Markup(anchor), analysisTitle: Markup(analysis.title),
            plainLanguage: Markup(prose.plainLanguage), method: Markup(prose.method),
            figures: figures.figures.compactMap { figure($0, analysis, anchor) },
            warnings: analysis.allWarnings.map { Markup($0.message) },
            studyTables: studyTables(analysis),
            excluded: [tables.excluded].compactMap(\.self).map { TableContext($0) },
            subgroups: tables.subgroups.map { TableContext($0) },
            subgroupTests: tables.subgroupSentences.map { Markup($0) },
            beside: tables.beside.map { TableContext($0) },
            besideWords: analysis.beside.map {
                Markup(BesideWords(display: analysis.display(convention)).sentence($0))
            },
            sensitivity: [tables.sensitivity].compactMap(\.self).map { TableContext($0) },
            rareEvents: [tables.rareEvents].compactMap(\.self).map { TableContext($0) },
            hasWarnings: !analysis.allWarnings.isEmpty)
    }

    private func figure(_ figure: any Figure, _ analysis: AnalysisResult, _ anchor: String) -> FigureContext? {
        figure.scene(for: FigureInput(analysis, overview: document.overview), style: style).map { scene in
            FigureContext(
                svg: .trusted(SVGWriter(style: style).svg(scene, id: "\(figure.code)-\(anchor)")),
                figureTitle: Markup(scene.title), description: Markup(scene.description))
        }
    }

    private func studyTables(_ analysis: AnalysisResult) -> [StudyTableContext] {
        let blocks = [("Study rows", analysis.studies)] + analysis.beside.map { ("Beside: \($0.title)", $0.studies) }
        return blocks.filter { !$0.1.isEmpty }.map { caption, studies in
            let columns = ForestColumns(studies)
            let display = analysis.display(convention)
            return StudyTableContext(
                studyCaption: Markup(caption), groupHeadings: columns.headings.map { Markup($0) },
                effectHeading: Markup(display.effectHeading(level: analysis.level)),
                studies: studies.map { study($0, columns, display) })
        }
    }

    private func study(
        _ study: StudyResult, _ columns: ForestColumns, _ display: MeasureDisplay
    ) -> StudyTableContext.StudyContext {
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
