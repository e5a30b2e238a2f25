import TrialResults

/// A way to draw one pooled effect with what is around it; a record with another answer has nothing to show in it.
public protocol PooledFigure: Figure {
    /// The drawing; nil where the analysis has nothing to show in it.
    func scene(for analysis: PooledAnalysis, style: any FigureStyle) -> Scene?
}

extension PooledFigure {
    /// The drawing of a record; nil where its own answer is none of a pooled effect.
    public func scene(for record: AnalysisRecord, style: any FigureStyle) -> Scene? {
        PooledAnalysis(record).flatMap { scene(for: $0, style: style) }
    }
}
