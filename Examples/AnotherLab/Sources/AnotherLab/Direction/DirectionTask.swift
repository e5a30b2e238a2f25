import TrialAnalysis
import TrialJSON
import TrialResults
import TrialStatistics

/// `direction`: a column `estimate` of differences from no effect → counts and the exact sign test.
///
/// `noDirectionWithin` is the distance up to which an estimate points nowhere. A row that is null is left out.
public struct DirectionTask: BatchTask {
    /// `direction`.
    public let name = "direction"
    /// The width of no direction.
    public let fields = ["noDirectionWithin"]
    /// Nothing is pooled.
    public let pools = false

    /// Creates the task.
    public init() {}

    /// Counts the column.
    public func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let width = try request.fields.number("noDirectionWithin") ?? 0
        guard width >= 0 else {
            throw StatisticsError(.impossibleData, "must not be negative", field: "noDirectionWithin")
        }
        let estimates = try request.data.requiredColumn("estimate").compactMap(\.self)
        let test = SignTest(distances: estimates, width: width, level: try request.level)
        let share = test.shareLower
        return [
            (
                "result",
                .object([
                    ("lower", JSONValue(test.lower)), ("higher", JSONValue(test.higher)),
                    ("neither", JSONValue(test.neither)), ("pValue", JSONValue(test.pValue)),
                    ("shareLower", JSONValue(share?.estimate)), ("shareLowerLimit", JSONValue(share?.lower)),
                    ("shareUpperLimit", JSONValue(share?.upper)), ("warnings", .array([])),
                ])
            )
        ]
    }
}
