import TrialResults

/// A way to draw one analysis.
///
/// A new figure is one file with one type and one line in the figures of the kinds of answers that it draws, see
/// ``KindReport``.
public protocol Figure: Sendable {
    /// The short code, such as `forest`; part of file names.
    var code: String { get }
    /// The name for people, such as `Forest plot`.
    var title: String { get }
    /// The fewest studies of which the figure shows anything; a report of fewer names it in place of drawing it.
    var fewestStudies: Int { get }
    /// The drawing; nil where the analysis has nothing to show in it.
    func scene(for analysis: AnalysisRecord, style: any FigureStyle) -> Scene?
    /// The drawing with what is known of the evidence, such as the risk of bias of each study.
    ///
    /// A figure that needs nothing but the analysis leaves this one out.
    func scene(for input: FigureInput, style: any FigureStyle) -> Scene?
    /// The same drawing for a screen as narrow as a phone, at most 320 pixels wide; nil where the figure has none, and the
    /// wide one scrolls.
    func narrowScene(for input: FigureInput, style: any FigureStyle) -> Scene?
}

extension Figure {
    /// None.
    public func narrowScene(for input: FigureInput, style: any FigureStyle) -> Scene? { nil }

    /// One.
    public var fewestStudies: Int { 1 }

    /// The drawing of the analysis alone.
    public func scene(for input: FigureInput, style: any FigureStyle) -> Scene? {
        scene(for: input.analysis, style: style)
    }

    /// The drawing as the plan wants it: with its title and in its size, where it says one.
    public func drawing(for input: FigureInput, style: any FigureStyle) -> Scene? {
        let options = input.analysis.options(of: code)
        guard options.title != nil || options.width != nil || options.height != nil else {
            return scene(for: input, style: style)
        }
        var record = input.analysis
        record.title = options.title ?? record.title
        return scene(
            for: FigureInput(record, overview: input.overview, kinds: input.kinds),
            style: SizedStyle(style, width: options.width, height: options.height))
    }

    /// The drawing as SVG; nil where the analysis has nothing to show in it.
    public func svg(for input: FigureInput, style: any FigureStyle = JournalStyle()) -> String? {
        drawing(for: input, style: style).map { SVGWriter(style: style).svg($0, id: "\(code)-\(input.analysis.id)") }
    }

    /// The drawing as SVG in the journal style; nil where the analysis has nothing to show in it.
    public func svg(for analysis: AnalysisRecord) -> String? { svg(for: analysis, style: JournalStyle()) }

    /// The drawing as SVG; nil where the analysis has nothing to show in it.
    public func svg(for analysis: AnalysisRecord, style: any FigureStyle) -> String? {
        scene(for: analysis, style: style).map { SVGWriter(style: style).svg($0, id: "\(code)-\(analysis.id)") }
    }
}

/// A way to draw something of the whole evidence, such as the flow of records or a map of the trials.
///
/// A new one is one file with one type and one line in ``FigureRegistry``.
public protocol DocumentFigure: Sendable {
    /// The short code, such as `prisma`; part of file names.
    var code: String { get }
    /// The name for people.
    var title: String { get }
    /// The drawing; nil where the document has nothing to show in it.
    ///
    /// - Throws: `ReportingError` where the numbers contradict each other, such as the boxes of a flow diagram.
    func scene(for document: ResultDocument, style: any FigureStyle) throws(ReportingError) -> Scene?
}
