import TrialResults
import TrialStatistics

/// Fills the page's context from a report.
struct PageContextBuilder {
    private let report: ToldReport
    private let place: ReportPlace
    private var document: ResultDocument { report.document }
    private var convention: NumberConvention { report.look.convention }

    init(_ report: ToldReport, place: ReportPlace = .alone) {
        self.report = report
        self.place = place
    }

    /// The context of the whole page.
    var context: PageContext {
        let anchors = SafeName.unique(document.analyses.map { "analysis-\($0.id)" })
        let analyses = zip(report.analyses, anchors).map {
            AnalysisContextBuilder(told: $0, anchor: $1, look: report.look).context
        }
        let added = report.additions.map { section in
            AnalysisContextBuilder(
                section.heading?.text ?? "", [ReportSection(section.slug, nil, section.blocks)],
                anchor: "report-\(section.slug)", look: report.look
            ).context
        }
        let summary = AnswerSummary(report)
        let css = PageStyle.css(report.look.style)
        return PageContext(
            language: Markup(convention.languageTag), title: Markup(document.plan.title), lede: Markup(lede),
            profile: Markup(document.plan.profile), engine: Markup(document.engine),
            seed: Markup(String(document.plan.seed)), planHash: Markup(document.plan.sha256),
            contentPolicy: .trusted(ContentPolicy.text(script: PageScript.javaScript, style: css)),
            style: .trusted(css), script: .trusted(PageScript.javaScript), datasets: datasets,
            summary: [TableContext(summary.table, links: anchors)], answers: answers(summary, anchors),
            places: [Self.place(place)],
            evidence: evidence, analyses: analyses + added, closing: closing)
    }

    private func answers(_ summary: AnswerSummary, _ anchors: [String]) -> [PageContext.AnswersContext] {
        guard !summary.items.isEmpty else { return [] }
        let list = zip(summary.items, anchors).map {
            PageContext.AnswerContext(answerAnchor: Markup($1), question: Markup($0.title), answerText: Markup($0.text))
        }
        return [.init(answerList: list, answerBasis: Markup(AnswerSummary.basis))]
    }

    private static func place(_ place: ReportPlace) -> PageContext.PlaceContext {
        switch place {
        case .alone: .init(alone: [Markup(place.verification)], inBundle: [])
        case .bundle: .init(alone: [], inBundle: [Markup("yes")])
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
        let drawn = report.evidence.map {
            FigureContext($0, id: "\($0.code)-evidence", style: report.look.style)
        }
        return drawn.isEmpty ? [] : [.init(evidenceFigures: drawn)]
    }

    private var closing: [PageContext.ClosingContext] {
        ClosingSections(document, convention: convention).list.map { section in
            PageContext.ClosingContext(
                closingAnchor: Markup(section.slug), closingHeading: Markup(section.heading),
                closingText: Markup(section.paragraph), closingNote: section.note.map { [Markup($0)] } ?? [],
                closingTables: section.tables.map { TableContext($0) })
        }
    }
}
