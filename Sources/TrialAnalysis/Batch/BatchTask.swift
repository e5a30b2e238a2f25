import TrialJSON
import TrialStatistics

/// One task of the batch program: a request's fields in, the `result` object out.
///
/// A new task is one type, and one line in the `tasks` of its kind of question; one that belongs to no kind stands in
/// ``BatchTasks``.
public protocol BatchTask: Sendable {
    /// The word in the request's `task`.
    var name: String { get }
    /// The names of the request's fields beyond `id`, `task`, `data`, `level` and `label`, and `profile` where it pools.
    var fields: [String] { get }
    /// Whether the task pools, so that a request may name a profile and the answer says which was in force.
    var pools: Bool { get }
    /// The fields of the answer beside `id` and `ok`, `result` first.
    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)]
}

extension BatchTask {
    /// Most tasks pool.
    public var pools: Bool { true }
}

/// The tasks that a batch program knows, as a value: a program adds its own and hands them to `BatchRunner`.
public struct BatchTasks: Sendable {
    /// The tasks, in the order of the documentation.
    public private(set) var all: [any BatchTask]

    /// Creates a list of tasks.
    public init(_ tasks: [any BatchTask]) { all = tasks }

    /// The tasks that ship with the toolkit: those that belong to no kind, then those of its kinds.
    public static let standard = BatchTasks.standard(for: .standard)

    /// The tasks that belong to no kind of question, then those of the kinds of a catalogue, in their order.
    public static func standard(for catalogue: AnalysisCatalogue) -> BatchTasks {
        catalogue.kinds.flatMap(\.tasks).reduce(general) { $0.adding($1) }
    }

    private static let general = BatchTasks([
        EffectSizesTask(), MomentsTask(), ConvertTask(), PoolTask(), WithinTrialTask(), NetworkTask(), ComponentsTask(),
        DoseResponseTask(),
    ])

    /// The tasks with another one; it takes the place of one of the same name.
    public func adding(_ task: any BatchTask) -> BatchTasks {
        var tasks = self
        if let place = all.firstIndex(where: { $0.name == task.name }) {
            tasks.all[place] = task
        } else {
            tasks.all.append(task)
        }
        return tasks
    }

    func named(_ name: String) throws(StatisticsError) -> any BatchTask {
        if let task = all.first(where: { $0.name == name }) { return task }
        throw StatisticsError(
            .unsupported,
            "there is no task \(JSONValue.string(name).shown); known: \(all.map(\.name).joined(separator: ", "))",
            field: "task"
        )
    }
}
