/// An outcome that a dataset holds results of and no question of the plan asks of.
public struct UnaskedOutcome: Codable, Sendable, Equatable {
    /// The outcome's code in the dataset.
    public var outcome: String
    /// The name for people, where the dataset has one.
    public var title: String?
    /// How many results the dataset holds of it.
    public var results: Int
    /// How many studies they are of.
    public var studies: Int
    /// Why the plan asks nothing of it; nil where the plan does not say.
    public var reason: String?

    /// Counts the results of an outcome.
    public init(outcome: String, results: Int, studies: Int) {
        self.outcome = outcome
        self.results = results
        self.studies = studies
    }
}
