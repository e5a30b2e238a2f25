/// The model refitted without each study in turn.
///
/// Shows whether a conclusion hangs on one study. Every choice of the model stays in force: the estimator of τ², the
/// interval, moderators and given weights.
///
/// *Edge cases*: where the studies left cannot carry the model (no study left, a moderator that has become constant)
/// the row has no refit. *Reference*: Viechtbauer and Cheung 2010, doi:10.1002/jrsm.11.
public struct LeaveOneOut: Sendable, Codable, Equatable {
    /// The refit without one study.
    public struct Row: Sendable, Codable, Equatable {
        /// 1-based position of the study left out.
        public let omitted: Int
        /// The refit of the others; nil where they cannot carry the model.
        public let refit: Refit?
    }

    /// One row a study, in the order of the studies.
    public let rows: [Row]

    /// Refits `model` without each of its studies.
    ///
    /// `iSquared` says which quantity the refits call I².
    /// - Throws: `StatisticsError` where the level is outside 0…1 or there are more than 10,000 studies.
    public init(
        _ model: LinearModel, by choices: PoolingModel, iSquared: ISquaredDefinition = .fromTau2
    ) throws(StatisticsError) {
        try choices.checkedLevel()
        try model.checkedRefits()
        var deletions = Deletions(model, by: choices)
        rows = (0..<model.studies).map { i in
            Row(
                omitted: i + 1,
                refit: deletions.fit(without: i).map { Refit($0, by: choices, iSquared: iSquared) })
        }
    }
}
