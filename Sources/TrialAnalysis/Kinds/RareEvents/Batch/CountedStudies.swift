import TrialJSON
import TrialStatistics

/// A study of counts that can be read from the columns of a request.
protocol CountedSummary: RareEventSummary {
    /// The columns, in the order in which `init(values:)` takes them.
    static var columns: [String] { get }
    init(values: [Double])
}

extension BinaryComparison: CountedSummary {
    static let columns = ["events1", "total1", "events2", "total2"]
    init(values: [Double]) {
        self.init(events1: values[0], total1: values[1], events2: values[2], total2: values[3])
    }
}

extension CountComparison: CountedSummary {
    static let columns = ["count1", "time1", "count2", "time2"]
    init(values: [Double]) { self.init(count1: values[0], time1: values[1], count2: values[2], time2: values[3]) }
}

extension BinaryGroup: CountedSummary {
    static let columns = ["events", "total"]
    init(values: [Double]) { self.init(events: values[0], total: values[1]) }
}

extension CountGroup: CountedSummary {
    static let columns = ["count", "time"]
    init(values: [Double]) { self.init(count: values[0], time: values[1]) }
}

/// The studies of a request that have all they need, checked; one with an empty group is left out and named.
struct CountedStudies<Summary: CountedSummary> {
    let studies: [Summary]
    /// Zero-based positions in the request.
    let kept: [Int]
    let excluded: [(study: Int, reason: String)]
    let moderators: ModeratorColumns

    /// Reads the columns of the summary and the named moderators.
    ///
    /// - Throws: `StatisticsError` for a column that is absent, too short, or holds an impossible count.
    init(_ request: BatchRequest, moderators names: [String] = []) throws(StatisticsError) {
        let data = try request.data
        var columns: [(name: String, values: [Double?])] = []
        for name in Summary.columns { columns.append((name, try data.requiredColumn(name))) }
        let count = columns[0].values.count
        if let other = columns.first(where: { $0.values.count != count }) {
            throw StatisticsError(
                .unequalLengths, "needs one entry a study: \(count), not \(other.values.count)",
                field: other.name)
        }
        var moderators: [(name: String, values: [JSONValue])] = []
        for name in names { moderators.append((name, try PoolRows.moderator(name, data, studies: count))) }
        var (studies, kept, excluded) = ([Summary](), [Int](), [(study: Int, reason: String)]())
        var empty: (study: Int, field: String)?
        for i in 0..<count {
            let values = columns.compactMap { $0.values[i] }
            if let gap = columns.first(where: { $0.values[i] == nil })?.name
                ?? moderators.first(where: { $0.values[i] == .null })?.name
            {
                excluded.append((i + 1, "missing \(gap)"))
                continue
            }
            let study = Summary(values: values)
            try Self.check(study, i + 1)
            if let group = study.emptyGroup {
                excluded.append((i + 1, "\(group.field) is 0, so the group is empty"))
                empty = empty ?? (i + 1, group.field)
                continue
            }
            studies.append(study)
            kept.append(i)
        }
        if studies.isEmpty, let empty {
            throw StatisticsError(.impossibleData, "must be above 0", study: empty.study, field: empty.field)
        }
        guard !studies.isEmpty else {
            throw StatisticsError(.tooFewStudies, "there is no study with all its counts", field: "data")
        }
        self.studies = studies
        self.kept = kept
        self.excluded = excluded
        var values = ModeratorColumns()
        for column in moderators { values[column.name] = try PoolRows.values(column.name, column.values, kept) }
        self.moderators = values
    }

    private static func check(_ study: Summary, _ position: Int) throws(StatisticsError) {
        for bound in study.bounds {
            let field = bound.field
            guard bound.value.isFinite else {
                throw StatisticsError(.notFinite, "give a finite number", study: position, field: field)
            }
            guard bound.value >= 0 else {
                throw StatisticsError(.impossibleData, "must not be negative", study: position, field: field)
            }
            guard bound.value <= bound.most else {
                throw StatisticsError(
                    .impossibleData, "\(JSONValue.number(bound.value).text) is more than the group's size",
                    study: position, field: field)
            }
        }
    }
}
