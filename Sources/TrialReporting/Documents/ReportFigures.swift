import TrialResults

/// Every figure of a report as a drawing with the name of its files; documents and bundle take them from here.
public struct ReportFigures: Sendable {
    /// The figures of each analysis, in the order of its sections.
    public let analyses: [[ReportFigure]]
    /// The figures of the whole evidence.
    public let evidence: [ReportFigure]
    /// The figures of what plugins add about the whole report, in its order.
    public let additions: [[ReportFigure]]

    /// All of them, in the order of the report.
    public var all: [ReportFigure] { evidence + (analyses + additions).flatMap(\.self) }

    /// Names and writes the figures of a report.
    public init(_ report: ToldReport) {
        let style = report.look.style
        let ids = SafeName.unique(report.document.analyses.map(\.id))
        let added = report.additions.map { section in
            section.blocks.flatMap(\.figures).map { (name: "\($0.code)-report", drawing: $0) }
        }
        let drawn =
            zip(ids, report.analyses).map { id, analysis in
                analysis.figures.map { (name: "\($0.code)-\(id)", drawing: $0) }
            } + added
        // Several figures of one code, as of two regressions, are numbered.
        var names = SafeName.unique(drawn.flatMap { $0.map(\.name) })[...]
        let named = drawn.map { figures in
            figures.map { figure in
                ReportFigure(
                    figure.drawing.scene, name: names.popFirst() ?? figure.name, kind: figure.drawing.kind, style: style
                )
            }
        }
        analyses = Array(named.prefix(report.analyses.count))
        additions = Array(named.dropFirst(report.analyses.count))
        evidence = report.evidence.map {
            ReportFigure($0.scene, name: SafeName.of($0.code), kind: $0.kind, style: style)
        }
    }
}
