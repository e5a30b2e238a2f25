import TrialResults

/// What a figure of one analysis is drawn from: the analysis and, where it is known, the evidence around it.
public struct FigureInput: Sendable {
    /// The analysis.
    public let analysis: AnalysisResult
    /// The evidence itself, with the risk of bias of its studies; nil in results of earlier programs.
    public let overview: EvidenceOverview?

    /// Joins an analysis with the evidence around it.
    public init(_ analysis: AnalysisResult, overview: EvidenceOverview? = nil) {
        self.analysis = analysis
        self.overview = overview
    }
}
