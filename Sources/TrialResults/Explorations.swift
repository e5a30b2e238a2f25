import TrialStatistics

/// What else the engine knows of a pooled effect: the numbers behind every figure but the forest plot.
///
/// A field is nil where the analysis has no such thing, as with one study. Positions of rows are 1-based and count
/// `AnalysisResult.studies`.
public struct Explorations: Codable, Sendable, Equatable {
    /// The pooled effect without each row in turn.
    public var leaveOneOut: LeaveOneOut?
    /// The pooled effect as rows are added by year.
    public var cumulative: Cumulative?
    /// What each row does to the fit.
    public var influence: Influence?
    /// What the common intervals say, for up to ten studies.
    public var fewStudies: FewStudiesView?

    /// Nothing explored.
    public init() {}
}
