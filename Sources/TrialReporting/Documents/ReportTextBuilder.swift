import TrialResults
import TrialStatistics

/// Writes a result document as a report text: the same sentences, tables and figures as the page.
public struct ReportTextBuilder: Sendable {
    private let report: ToldReport
    private let figures: ReportFigures
    private let place: ReportPlace
    private var document: ResultDocument { report.document }
    private var convention: NumberConvention { report.look.convention }

    /// Prepares the text of a report with its figures; `place` is where the document will lie.
    public init(_ report: ToldReport, figures: ReportFigures, place: ReportPlace = .alone) {
        self.place = place
        self.report = report
        self.figures = figures
    }

    /// The report; `date` goes into the document's metadata.
    public func text(date: String? = nil) -> ReportText {
        ReportText(
            title: document.plan.title, convention: convention, date: date,
            blocks: head + zip(report.analyses, figures.analyses).flatMap(analysis) + added + tail)
    }

    /// What plugins add about the whole report.
    private var added: [ReportText.Block] {
        zip(report.additions, figures.additions).flatMap { section, figures in
            let text = SectionText([ReportSection(section.slug, nil, section.blocks)], figures: figures, place: place)
            return [.heading(level: 2, section.heading?.text ?? "")] + text.blocks
        }
    }

    private var head: [ReportText.Block] {
        let summary = AnswerSummary(report)
        var blocks: [ReportText.Block] = [.heading(level: 2, "Summary")]
        if !summary.items.isEmpty {
            blocks += [.list(summary.items.map { "\($0.title): \($0.text)" }), .paragraph(AnswerSummary.basis)]
        }
        blocks.append(.table(summary.table))
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

    private func analysis(_ analysis: ToldAnalysis, _ figures: [ReportFigure]) -> [ReportText.Block] {
        let head = ReportText.Block.heading(level: 2, DisplayText.clean(analysis.record.title))
        return [head]
            + SectionText(
                analysis, figures: figures, place: place, further: report.look.furtherFigures
            ).blocks
    }

    private var tail: [ReportText.Block] {
        var blocks = ClosingSections(document, convention: convention).list.flatMap { section in
            [.heading(level: 2, section.heading), .paragraph(section.paragraph)]
                + section.tables.map { ReportText.Block.table($0) }
        }
        let sources = SourceTables(report.analyses).tables
        if !sources.isEmpty {
            blocks += [.heading(level: 2, "Where each number comes from")] + sources.map { .table($0) }
        }
        return blocks + [
            .heading(level: 2, "How to verify this report"),
            .paragraph(place.verification), .table(identity),
        ]
    }
}
