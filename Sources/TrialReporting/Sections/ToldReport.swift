import TrialResults

/// A result document told once: page, documents and bundle are written from this one value, so that none of them can say
/// what another does not.
public struct ToldReport: Sendable {
    /// The document.
    public let document: ResultDocument
    /// How the report looks.
    public let look: ReportLook
    /// The analyses, in the order of the document.
    public let analyses: [ToldAnalysis]
    /// The figures of the whole evidence.
    public let evidence: [FigureDrawing]
    /// What plugins add about the whole report.
    public let additions: [ReportSection]

    /// Tells a document and draws its figures; `progress` hears of each figure.
    ///
    /// - Throws: `ReportingError` where the numbers of a figure contradict each other.
    public init(
        _ document: ResultDocument, look: ReportLook = ReportLook(),
        progress: (_ name: String) -> Void = { _ in }
    ) throws(ReportingError) {
        self.document = document
        self.look = look
        var analyses: [ToldAnalysis] = []
        for (name, record) in zip(SafeName.unique(document.analyses.map(\.id)), document.analyses) {
            let scope = TellingScope(record, overview: document.overview, look: look)
            let others = document.published.filter { $0.outcome == record.question.outcome }
            let additions = (document.additions ?? []).filter { $0.analysis == record.id }
            analyses.append(
                try ToldAnalysis(scope, published: others, additions: additions) { progress("\($0)-\(name)") })
        }
        self.analyses = analyses
        var evidence: [FigureDrawing] = []
        for figure in look.documentFigures {
            guard let scene = try figure.scene(for: document, style: look.style) else { continue }
            progress(figure.code)
            evidence.append(FigureDrawing(code: figure.code, kind: figure.title, scene: scene))
        }
        self.evidence = evidence
        additions = (document.additions ?? []).filter { $0.analysis == nil }.enumerated().map {
            PluginSections.section($1, number: $0 + 1)
        }.filter { !$0.blocks.isEmpty }
    }
}
