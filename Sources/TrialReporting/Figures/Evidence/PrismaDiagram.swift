import TrialEvidence
import TrialResults

/// The flow of records and reports through the review, as PRISMA 2020 draws it.
///
/// Columns that the review does without (previous studies, other methods) are left out. Page et al. 2021,
/// doi:10.1136/bmj.n71.
public struct PrismaDiagram: DocumentFigure {
    /// `prisma`.
    public let code = "prisma"
    /// `Flow of records`.
    public let title = "Flow of records"

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where the evidence has no flow.
    ///
    /// - Throws: `ReportingError` where a count does not follow from the others.
    public func scene(for document: ResultDocument, style: any FigureStyle) throws(ReportingError) -> Scene? {
        let flow = document.overview?.flow ?? []
        let content = PrismaContent(flow, format: style.convention.format)
        guard !content.boxes.isEmpty else { return nil }
        let rows = flow.map { entry in
            var row = FlowCount(box: entry.box, count: entry.count)
            row.reason = entry.reason
            return row
        }
        if let breach = PrismaArithmetic(rows).breaches(file: DatasetTable.flow.file).first {
            throw ReportingError(.inconsistentEvidence, breach.message, place: DatasetTable.flow.file)
        }
        return PrismaPainter(content: content, style: style, title: title).scene
    }
}
