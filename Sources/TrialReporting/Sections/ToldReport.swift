import TrialNumerics
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

    /// Tells a document and draws its figures, the analyses side by side on all processors; `progress` hears of each figure, in the
    /// order of the document.
    ///
    /// - Throws: `ReportingError` where the numbers of a figure contradict each other.
    public init(
        _ document: ResultDocument, look: ReportLook = ReportLook(),
        progress: (_ name: String) -> Void = { _ in }
    ) throws(ReportingError) {
        self.document = document
        self.look = look
        let names = SafeName.unique(document.analyses.map(\.id))
        let told = ParallelMap.map(document.analyses.count) {
            Self.told(document.analyses[$0], of: document, look: look)
        }
        analyses = try zip(names, told).map { name, analysis throws(ReportingError) in
            let (told, figures) = try analysis.get()
            for figure in figures { progress("\(figure)-\(name)") }
            return told
        }
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

    /// An analysis with the codes of the figures that were drawn for it.
    private static func told(
        _ record: AnalysisRecord, of document: ResultDocument, look: ReportLook
    ) -> Result<(ToldAnalysis, figures: [String]), ReportingError> {
        Result { () throws(ReportingError) in
            let scope = TellingScope(record, overview: document.overview, look: look)
            let others = document.published.filter { $0.outcome == record.question.outcome }
            let additions = (document.additions ?? []).filter { $0.analysis == record.id }
            var figures: [String] = []
            let told = try ToldAnalysis(scope, published: others, additions: additions) { figures.append($0) }
            return (told, figures)
        }
    }
}
