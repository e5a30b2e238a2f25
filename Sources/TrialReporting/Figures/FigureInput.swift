import TrialResults

/// What a figure of one analysis is drawn from: the analysis and, where it is known, the evidence around it.
public struct FigureInput: Sendable {
    /// The analysis.
    public let analysis: AnalysisRecord
    /// The evidence itself, with the risk of bias of its studies; nil in results that have none.
    public let overview: EvidenceOverview?
    /// How answers are told, for figures that draw every kind of answer.
    public let kinds: ReportKinds

    /// Joins an analysis with the evidence around it.
    public init(_ analysis: AnalysisRecord, overview: EvidenceOverview? = nil, kinds: ReportKinds = .standard) {
        self.analysis = analysis
        self.overview = overview
        self.kinds = kinds
    }
}
