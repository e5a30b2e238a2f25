import TrialResults

/// How the pooled outcome of single groups is told: there is no comparison, so no figure of two groups.
public struct SingleGroupsReport: PooledReport {
    /// `single-groups`.
    public let kinds = ["single-groups"]

    /// Creates the report.
    public init() {}

    /// The figures of a pooled effect.
    public var figures: [any Figure] { PooledFigures.funnels + PooledFigures.others }
}
