import TrialResults
import TrialStatistics

/// Writes a result document as a report text: the same sentences, tables and figures as the page.
public struct ReportTextBuilder: Sendable {
    private let document: ResultDocument
    private let figures: ReportFigures
    private let convention: NumberConvention

    /// Prepares the text of a document with its figures.
    public init(_ document: ResultDocument, figures: ReportFigures, convention: NumberConvention = .british) {
        self.document = document
        self.figures = figures
        self.convention = convention
    }

    /// The report; `date` goes into the document's metadata.
    public func text(date: String? = nil) -> ReportText {
        ReportText(
            title: document.plan.title, convention: convention, date: date,
            blocks: head + zip(document.analyses, figures.analyses).flatMap(analysis) + tail)
    }

    private var head: [ReportText.Block] {
        var blocks: [ReportText.Block] = [
            .table(identity), .heading(level: 2, "Summary"),
            .table(SummaryTable(document, convention: convention).table),
        ]
        if !figures.evidence.isEmpty {
            blocks.append(.heading(level: 2, "The evidence"))
            blocks += figures.evidence.map { .figure($0) }
        }
        return blocks
    }

    private var identity: TextTable {
        let datasets = document.datasets.map {
            ["Dataset", "\($0.title) (\($0.name), version \($0.version)), content \($0.identity)"]
        }
        return TextTable(
            caption: "What was computed", columns: [.init("What"), .init("Value")],
            rows: [
                ["Method profile", document.plan.profile], ["Engine", "TrialPool \(document.engine)"],
                ["Seed", String(document.plan.seed)], ["Plan (SHA-256)", document.plan.sha256],
            ] + datasets)
    }

    private func analysis(_ analysis: AnalysisResult, _ figures: [ReportFigure]) -> [ReportText.Block] {
        let tables = AnalysisTables(analysis, convention: convention)
        let prose = AnalysisProse(analysis, convention: convention, overview: document.overview)
        let display = analysis.display(convention)
        var blocks: [ReportText.Block] = [
            .heading(level: 2, DisplayText.clean(analysis.title)), .paragraph(prose.results),
        ]
        let warnings = analysis.allWarnings.map { convention.spelled(DisplayText.clean($0.message)) }
        if !warnings.isEmpty {
            blocks += [.heading(level: 3, "What to know before using this number"), .list(warnings)]
        }
        // The first figure answers the question; with all of them a document would be mostly pictures.
        blocks += figures.prefix(1).map { .figure($0) }
        if figures.count > 1 {
            let names = figures.dropFirst().map(\.kind).reduce(into: [String]()) {
                if !$0.contains($1) { $0.append($1) }
            }
            blocks.append(
                .paragraph("Further figures, on the page and in the bundle: \(names.joined(separator: "; "))."))
        }
        blocks.append(.paragraph(prose.method))
        blocks += StudyTables(analysis, display: display).tables.map { .table($0) }
        blocks += [tables.excluded].compactMap(\.self).map { .table($0) }
        blocks += tables.subgroups.map { .table($0) }
        blocks += tables.subgroupSentences.map { .paragraph(convention.spelled(DisplayText.clean($0))) }
        blocks += tables.beside.map { .table($0) }
        blocks += analysis.beside.map { .paragraph(BesideWords(display: display).sentence($0)) }
        blocks += [tables.rareEvents, tables.sensitivity].compactMap(\.self).map { .table($0) }
        return blocks
    }

    private var tail: [ReportText.Block] {
        var blocks: [ReportText.Block] = []
        if !document.published.isEmpty {
            blocks += [
                .heading(level: 2, "What published reviews report"),
                .paragraph(
                    "To compare, never pooled: these reviews overlap with each other and with the studies above."),
                .table(PublishedTable(document.published, convention: convention).table),
            ]
        }
        let sources = SourceTables(document).tables
        if !sources.isEmpty {
            blocks += [.heading(level: 2, "Where each number comes from")] + sources.map { .table($0) }
        }
        return blocks + [
            .heading(level: 2, "How to verify this report"),
            .paragraph(
                "This report is one file of a sealed bundle with the data, the plan and the results that it was drawn"
                    + " from. “trialpool-report verify BUNDLE.zip” checks the SHA-256 of every file, runs the plan"
                    + " again and compares every number."),
        ]
    }
}
