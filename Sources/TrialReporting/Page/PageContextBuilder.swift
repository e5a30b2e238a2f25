import TrialResults
import TrialStatistics

/// Fills the page's context from a document.
struct PageContextBuilder {
    let document: ResultDocument
    let figures: FigureRegistry
    let style: any FigureStyle

    /// The context of the whole page.
    ///
    /// - Throws: `ReportingError` where the numbers of a figure contradict each other.
    var context: PageContext {
<<<<<<< HEAD
        let anchors = SafeName.unique(document.analyses.map { "analysis-\($0.id)" })
        return PageContext(
            title: Markup(document.plan.title), profile: Markup(document.plan.profile), engine: Markup(document.engine),
            seed: Markup(String(document.plan.seed)), planHash: Markup(document.plan.sha256),
            style: .trusted(PageStyle.css),
            datasets: document.datasets.map {
                PageContext.DatasetContext(
                    datasetTitle: Markup($0.title), datasetName: Markup($0.name), version: Markup($0.version),
                    identity: Markup($0.identity))
            },
            summary: [TableContext(SummaryTable(document).table, links: anchors)],
            analyses: zip(document.analyses, anchors).map(analysis),
            published: document.published.isEmpty ? [] : [TableContext(PublishedTable(document.published).table)])
    }

    private func analysis(_ analysis: AnalysisResult, anchor: String) -> AnalysisContext {
        let tables = AnalysisTables(analysis)
        let prose = AnalysisProse(analysis)
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
            besideWords: analysis.beside.map { Markup(BesideWords(display: analysis.display).sentence($0)) },
            sensitivity: [tables.sensitivity].compactMap(\.self).map { TableContext($0) },
            rareEvents: [tables.rareEvents].compactMap(\.self).map { TableContext($0) },
            hasWarnings: !analysis.allWarnings.isEmpty)
    }

    private func figure(_ figure: any Figure, _ analysis: AnalysisResult, _ anchor: String) -> FigureContext? {
        figure.scene(for: FigureInput(analysis, overview: document.overview), style: style).map { scene in
            FigureContext(
                svg: .trusted(SVGWriter(style: style).svg(scene, id: "\(figure.code)-\(anchor)")),
                figureTitle: Markup(scene.title), description: Markup(scene.description))
=======
        get throws(ReportingError) {
            let anchors = SafeName.unique(document.analyses.map { "analysis-\($0.id)" })
            var analyses: [AnalysisContext] = []
            for (analysis, anchor) in zip(document.analyses, anchors) {
                analyses.append(
                    try AnalysisContextBuilder(analysis: analysis, anchor: anchor, figures: figures, style: style)
                        .context)
            }
            let css = PageStyle.css(style)
            return PageContext(
                title: Markup(document.plan.title), lede: Markup(lede), profile: Markup(document.plan.profile),
                engine: Markup(document.engine), seed: Markup(String(document.plan.seed)),
                planHash: Markup(document.plan.sha256),
                contentPolicy: .trusted(ContentPolicy.text(script: PageScript.javaScript, style: css)),
                style: .trusted(css), script: .trusted(PageScript.javaScript), datasets: datasets,
                summary: [TableContext(SummaryTable(document).table, links: anchors)], evidence: try evidence,
                analyses: analyses, findings: findings,
                published: document.published.isEmpty ? [] : [TableContext(PublishedTable(document.published).table)])
>>>>>>> 2474f75 (Let readers leave studies out and change methods on the page, with every number computed beforehand)
        }
    }

    private var lede: String {
        let count = document.analyses.count
        let questions = count == 1 ? "One question" : "\(count) questions"
        let titles = document.datasets.map(\.title).joined(separator: "; ")
        return "\(questions), answered from \(titles.isEmpty ? "no dataset" : titles)."
            + " Methods fixed beforehand by the profile \(document.plan.profile)."
    }

    private var datasets: [PageContext.DatasetContext] {
        document.datasets.map {
            PageContext.DatasetContext(
                datasetTitle: Markup($0.title), datasetName: Markup($0.name), version: Markup($0.version),
                identity: Markup($0.identity))
        }
    }

    private var evidence: [PageContext.EvidenceContext] {
        get throws(ReportingError) {
            var drawn: [FigureContext] = []
            for figure in figures.documentFigures {
                guard let scene = try figure.scene(for: document, style: style) else { continue }
                drawn.append(FigureContext(scene, id: "\(figure.code)-evidence", style: style))
            }
            return drawn.isEmpty ? [] : [.init(evidenceFigures: drawn)]
        }
    }

    private var findings: [PageContext.FindingsContext] {
        guard let findings = document.overview?.findings, !findings.isEmpty else { return [] }
        let tables = FindingsTables(findings)
        return [.init(findingCount: Markup(tables.count), findingTables: tables.tables.map { TableContext($0) })]
    }
}
