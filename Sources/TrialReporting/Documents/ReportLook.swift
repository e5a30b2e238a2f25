import TrialResults

/// How a whole report looks and is written: which figures, in which style, in which kind of English.
public struct ReportLook: Sendable {
    /// The figures.
    public let figures: FigureRegistry
    /// How figures look.
    public let style: any FigureStyle
    /// The kind of English of sentences and tables.
    public let convention: NumberConvention

    /// Creates a look; without a style, figures have the house style in the same kind of English.
    public init(
        figures: FigureRegistry = .standard, style: (any FigureStyle)? = nil, convention: NumberConvention = .british
    ) {
        self.figures = figures
        self.style = style ?? JournalStyle(convention: convention)
        self.convention = convention
    }
}
