import TrialResults

/// How a whole report is told and looks: which kinds of answers, which figures, in which style, in which kind of English.
public struct ReportLook: Sendable {
    /// How answers are told.
    public let kinds: ReportKinds
    /// The figures of the whole evidence, in the order of the report.
    public let documentFigures: [any DocumentFigure]
    /// How figures look.
    public let style: any FigureStyle
    /// The kind of English of sentences and tables.
    public let convention: NumberConvention
    /// The formats of the documents in a bundle.
    public var formats = DocumentFormats.standard
    /// What documents do with the figures that the page folds away.
    public var furtherFigures = FurtherFigures.shown

    /// Creates a look; without a style, figures have the house style in the same kind of English.
    public init(
        kinds: ReportKinds = .standard, documentFigures: [any DocumentFigure] = FigureRegistry.standardDocumentFigures,
        style: (any FigureStyle)? = nil, convention: NumberConvention = .british
    ) {
        self.kinds = kinds
        self.documentFigures = documentFigures
        self.style = style ?? JournalStyle(convention: convention)
        self.convention = convention
    }

    /// The figures by code.
    public var figures: FigureRegistry { FigureRegistry(kinds.figures, documentFigures: documentFigures) }
}

/// What documents do with the figures of an analysis that the page folds away.
public enum FurtherFigures: String, Sendable, CaseIterable {
    /// They stand in the document, after everything else that is said of the analysis.
    case shown
    /// The document says which ones there are.
    case named
}
