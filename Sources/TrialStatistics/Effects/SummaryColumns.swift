extension BinaryComparison: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { [["events1", "total1", "events2", "total2"]] }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        self = try Self.reader(of: row.table)(row.index)
    }

    /// Reads the study at a position.
    public static func reader(of table: StudyColumns) -> (Int) throws(EffectExclusion) -> BinaryComparison {
        let (events1, total1) = (table.column("events1"), table.column("total1"))
        let (events2, total2) = (table.column("events2"), table.column("total2"))
        return { (study) throws(EffectExclusion) in
            let treatment = try BinaryGroup(events: events1.number(study), total: total1.number(study))
            let control = try BinaryGroup(events: events2.number(study), total: total2.number(study))
            return BinaryComparison(
                events1: treatment.events, total1: treatment.total, events2: control.events, total2: control.total)
        }
    }
}

extension BinaryGroup: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { [["events", "total"]] }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        self = try Self.reader(of: row.table)(row.index)
    }

    init(_ row: StudyRow, events: String, total: String) throws(EffectExclusion) {
        try self.init(events: row.number(events), total: row.number(total))
    }

    /// Reads the study at a position.
    public static func reader(of table: StudyColumns) -> (Int) throws(EffectExclusion) -> BinaryGroup {
        let (events, total) = (table.column("events"), table.column("total"))
        return { (study) throws(EffectExclusion) in
            try BinaryGroup(events: events.number(study), total: total.number(study))
        }
    }
}

extension CountComparison: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { [["count1", "time1", "count2", "time2"]] }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        self = try Self.reader(of: row.table)(row.index)
    }

    /// Reads the study at a position.
    public static func reader(of table: StudyColumns) -> (Int) throws(EffectExclusion) -> CountComparison {
        let (count1, time1) = (table.column("count1"), table.column("time1"))
        let (count2, time2) = (table.column("count2"), table.column("time2"))
        return { (study) throws(EffectExclusion) in
            CountComparison(
                count1: try count1.number(study).nonNegative(), time1: try time1.number(study).positive(),
                count2: try count2.number(study).nonNegative(), time2: try time2.number(study).positive())
        }
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
        self = try Self.reader(of: row.table)(row.index)
    }

    /// Reads the study at a position.
    public static func reader(of table: StudyColumns) -> (Int) throws(EffectExclusion) -> MeanComparison {
        let (mean1, sd1, total1) = (table.column("mean1"), table.column("sd1"), table.column("total1"))
        let (mean2, sd2, total2) = (table.column("mean2"), table.column("sd2"), table.column("total2"))
        return { (study) throws(EffectExclusion) in
            MeanComparison(
                MeanGroup(
                    mean: try mean1.number(study).finite(), standardDeviation: try sd1.number(study).nonNegative(),
                    total: try total1.number(study).total()),
                MeanGroup(
                    mean: try mean2.number(study).finite(), standardDeviation: try sd2.number(study).nonNegative(),
                    total: try total2.number(study).total()))
        }
    }
}

extension MeanGroup: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { [["mean", "sd", "total"]] }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        self.init(
            mean: try row.value("mean"), standardDeviation: try row.nonNegative("sd"), total: try row.total("total"))
    }
}
