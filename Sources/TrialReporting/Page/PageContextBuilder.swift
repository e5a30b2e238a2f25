import TrialResults
import TrialStatistics

/// Fills the page's context from a document.
struct PageContextBuilder {
    let document: ResultDocument
    let figures: FigureRegistry
    let style: any FigureStyle
    let convention: NumberConvention

    /// The context of the whole page.
    ///
    /// - Throws: `ReportingError` where the numbers of a figure contradict each other.
    var context: PageContext {
        get throws(ReportingError) {
            let anchors = SafeName.unique(document.analyses.map { "analysis-\($0.id)" })
            var analyses: [AnalysisContext] = []
            for (analysis, anchor) in zip(document.analyses, anchors) {
                analyses.append(try AnalysisContextBuilder(analysis: analysis, anchor: anchor, page: self).context)
            }
            let css = PageStyle.css(style)
            return PageContext(
                language: Markup(convention.languageTag), title: Markup(document.plan.title), lede: Markup(lede),
                profile: Markup(document.plan.profile),
                engine: Markup(document.engine), seed: Markup(String(document.plan.seed)),
                planHash: Markup(document.plan.sha256),
                contentPolicy: .trusted(ContentPolicy.text(script: PageScript.javaScript, style: css)),
                style: .trusted(css), script: .trusted(PageScript.javaScript), datasets: datasets,
                summary: [TableContext(SummaryTable(document, convention: convention).table, links: anchors)],
                evidence: try evidence,
                analyses: analyses, findings: findings,
                published: document.published.isEmpty
                    ? [] : [TableContext(PublishedTable(document.published, convention: convention).table)])
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
