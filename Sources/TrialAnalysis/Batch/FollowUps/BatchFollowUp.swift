import TrialStatistics

/// One follow-up of a `pool` request.
///
/// A new follow-up is one type and one line in `BatchFollowUps`.
protocol BatchFollowUp: Sendable {
    /// The word in the request's `followUps`.
    var name: String { get }
    /// What stands under that word in the answer.
    func answer(_ problem: PoolProblem, _ request: BatchRequest) throws(StatisticsError) -> JSONValue
}

/// The follow-ups of the `pool` task.
enum BatchFollowUps {
    /// All follow-ups, in the order of the documentation.
    static let all: [any BatchFollowUp] = []

    static func named(_ name: String) throws(StatisticsError) -> any BatchFollowUp {
        if let followUp = all.first(where: { $0.name == name }) { return followUp }
        throw StatisticsError(
            .unsupported, "there is no follow-up '\(name)'; known: \(all.map(\.name).joined(separator: ", "))",
            field: "followUps")
    }
}
