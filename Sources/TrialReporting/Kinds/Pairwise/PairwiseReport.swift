import TrialResults

/// How a comparison of two groups by one pooled effect is told.
public struct PairwiseReport: PooledReport {
    /// `pairwise`.
    public let kinds = ["pairwise"]

    /// Creates the report.
    public init() {}

    /// All figures of a pooled effect, and the risks of both groups against each other.
    public var figures: [any Figure] { PooledFigures.funnels + [LabbePlot()] + PooledFigures.others }
}
