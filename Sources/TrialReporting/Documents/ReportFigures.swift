import TrialResults

/// Every figure of a document, drawn once; documents and bundle take them from here.
public struct ReportFigures: Sendable {
    /// The figures of each analysis, in the order of the document.
    public let analyses: [[ReportFigure]]
    /// The figures of the whole evidence.
    public let evidence: [ReportFigure]

    /// All of them, in the order of the report.
    public var all: [ReportFigure] { evidence + analyses.flatMap(\.self) }

    /// Draws all figures; `progress` hears of each.
    ///
    /// - Throws: `ReportingError` where the numbers of a figure contradict each other.
    public init(
        _ document: ResultDocument, look: ReportLook = ReportLook(),
        progress: (_ name: String) -> Void = { _ in }
    ) throws(ReportingError) {
        let names = SafeName.unique(document.analyses.map(\.id))
        analyses = zip(names, document.analyses).map { name, analysis in
            let input = FigureInput(analysis, overview: document.overview)
            return look.figures.figures.compactMap { figure in
                figure.scene(for: input, style: look.style).map { scene in
                    progress("\(figure.code)-\(name)")
                    return ReportFigure(
                        scene, name: "\(figure.code)-\(name)", kind: figure.title, style: look.style)
                }
            }
        }
        var evidence: [ReportFigure] = []
        for figure in look.figures.documentFigures {
            guard let scene = try figure.scene(for: document, style: look.style) else { continue }
            progress(figure.code)
            evidence.append(ReportFigure(scene, name: SafeName.of(figure.code), kind: figure.title, style: look.style))
        }
        self.evidence = evidence
    }
}
