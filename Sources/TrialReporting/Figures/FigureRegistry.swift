import TrialResults

/// The figures that a report can draw, by code.
public struct FigureRegistry: Sendable {
    /// The figures in the order of the report.
    public let figures: [any Figure]

    /// The figures of the whole evidence, in the order of the report.
    public let documentFigures: [any DocumentFigure]

    /// Creates a registry.
    public init(_ figures: [any Figure], documentFigures: [any DocumentFigure] = []) {
        self.figures = figures
        self.documentFigures = documentFigures
    }

    /// The figures of all kinds of answers that come with TrialPool, and those of the whole evidence.
    public static let standard = FigureRegistry(
        ReportKinds.standard.figures, documentFigures: standardDocumentFigures)

    /// The figures of the whole evidence that come with TrialPool; a new one is added here.
    public static let standardDocumentFigures: [any DocumentFigure] = [
        PrismaDiagram(), BiasTrafficLight(), BiasSummary(), EvidenceMap(),
    ]

    /// The figure with a code, or an error that names the known ones.
    public func figure(_ code: String) throws(ReportingError) -> any Figure {
        guard let figure = figures.first(where: { $0.code == code }) else {
            let known = figures.map(\.code).joined(separator: ", ")
            throw ReportingError(.unknownFigure, "no such figure; known are: \(known)", place: DisplayText.clean(code))
        }
        return figure
    }
}
