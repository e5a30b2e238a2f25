import TrialResults

/// A way to draw one analysis.
///
/// A new figure is one file with one type and one line in ``FigureRegistry``.
public protocol Figure: Sendable {
    /// The short code, such as `forest`; part of file names.
    var code: String { get }
    /// The name for people, such as `Forest plot`.
    var title: String { get }
    /// The drawing; nil where the analysis has nothing to show in it.
    func scene(for analysis: AnalysisResult, style: any FigureStyle) -> Scene?
}

extension Figure {
    /// The drawing as SVG in the journal style; nil where the analysis has nothing to show in it.
    public func svg(for analysis: AnalysisResult) -> String? { svg(for: analysis, style: JournalStyle()) }

    /// The drawing as SVG; nil where the analysis has nothing to show in it.
    public func svg(for analysis: AnalysisResult, style: any FigureStyle) -> String? {
        scene(for: analysis, style: style).map { SVGWriter(style: style).svg($0, id: "\(code)-\(analysis.id)") }
    }
}
