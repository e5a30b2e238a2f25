extension BinaryComparison: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { [["events1", "total1", "events2", "total2"]] }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        let treatment = try BinaryGroup(row, events: "events1", total: "total1")
        let control = try BinaryGroup(row, events: "events2", total: "total2")
        self.init(
            events1: treatment.events, total1: treatment.total, events2: control.events, total2: control.total)
    }
}

extension BinaryGroup: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { [["events", "total"]] }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) { try self.init(row, events: "events", total: "total") }

    init(_ row: StudyRow, events: String, total: String) throws(EffectExclusion) {
        try self.init(events: row.number(events), total: row.number(total))
    }
}

extension CountComparison: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { [["count1", "time1", "count2", "time2"]] }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        self.init(
            count1: try row.nonNegative("count1"), time1: try row.positive("time1"),
            count2: try row.nonNegative("count2"), time2: try row.positive("time2"))
    }
}

extension CountGroup: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { [["count", "time"]] }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        self.init(count: try row.nonNegative("count"), time: try row.positive("time"))
    }
}

extension MeanComparison: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { [["mean1", "sd1", "total1", "mean2", "sd2", "total2"]] }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        self.init(
            try MeanGroup(row, mean: "mean1", standardDeviation: "sd1", total: "total1"),
            try MeanGroup(row, mean: "mean2", standardDeviation: "sd2", total: "total2"))
    }
}

extension MeanGroup: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { [["mean", "sd", "total"]] }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        try self.init(row, mean: "mean", standardDeviation: "sd", total: "total")
    }

    init(_ row: StudyRow, mean: String, standardDeviation: String, total: String) throws(EffectExclusion) {
        self.init(
            mean: try row.value(mean), standardDeviation: try row.nonNegative(standardDeviation),
            total: try row.total(total))
    }
}
