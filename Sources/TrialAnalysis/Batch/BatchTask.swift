import TrialStatistics

/// One task of the batch program: a request's fields in, the `result` object out.
///
/// A new task is one type and one line in `BatchTasks`.
public protocol BatchTask: Sendable {
    /// The word in the request's `task`.
    var name: String { get }
    /// The names of the request's fields beyond `id`, `task`, `data`, `level` and `label`.
    var fields: [String] { get }
    /// The fields of the answer beside `id` and `ok`, `result` first.
    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)]
}

/// The tasks of the batch program.
public enum BatchTasks {
    /// All tasks, in the order of the documentation.
    public static let all: [any BatchTask] = [
        EffectSizesTask(), MomentsTask(), PoolTask(), WithinTrialTask(), MantelHaenszelTask(), PetoTask(),
        MixedModelTask(), BetaBinomialTask(),
        FirthTask(), ExactTask(), ProportionTask(), RarePanelTask(),
    ]

    static func named(_ name: String) throws(StatisticsError) -> any BatchTask {
        if let task = all.first(where: { $0.name == name }) { return task }
        throw StatisticsError(
            .unsupported,
            "there is no task \(JSONValue.string(name).shown); known: \(all.map(\.name).joined(separator: ", "))",
            field: "task"
        )
    }
}
