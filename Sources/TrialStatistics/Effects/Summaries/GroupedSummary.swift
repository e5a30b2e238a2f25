/// What one group of participants reports, as far as it is known.
public struct ReportedGroup: Sendable, Codable, Equatable {
    /// Participants.
    public var total: Double?
    /// Participants with the event, or events.
    public var events: Double?
    /// Mean.
    public var mean: Double?
    /// Standard deviation.
    public var standardDeviation: Double?
    /// Exposure, in person-time.
    public var personTime: Double?

    /// Creates a group.
    public init(
        total: Double? = nil, events: Double? = nil, mean: Double? = nil, standardDeviation: Double? = nil,
        personTime: Double? = nil
    ) {
        self.total = total
        self.events = events
        self.mean = mean
        self.standardDeviation = standardDeviation
        self.personTime = personTime
    }
}

/// What a measure needs of each group.
public enum GroupData: Sendable, Equatable, CaseIterable {
    /// Participants with the event among all.
    case events
    /// Mean, standard deviation and participants.
    case means
    /// Events over person-time.
    case counts
}

/// A summary that is made of what one or two independent groups report.
public protocol GroupedSummary: StudySummary {
    /// What it needs of each group.
    static var groupData: GroupData { get }
    /// Takes what it needs; `control` is nil for single groups.
    ///
    /// - Throws: `EffectExclusion` that names the number that is missing or impossible.
    init(treatment: ReportedGroup, control: ReportedGroup?) throws(EffectExclusion)
}

extension BinaryGroup: GroupedSummary {
    /// Events among participants.
    public static var groupData: GroupData { .events }
    /// Participants.
    public var backTransformationSize: Double? { total }

    /// Takes events and total of the one group.
    public init(treatment: ReportedGroup, control: ReportedGroup?) throws(EffectExclusion) {
        try self.init(treatment)
    }

    init(_ group: ReportedGroup, _ number: String = "") throws(EffectExclusion) {
        try self.init(
            events: ReportedNumber("events\(number)", group.events),
            total: ReportedNumber("total\(number)", group.total))
    }

    init(events: ReportedNumber, total: ReportedNumber) throws(EffectExclusion) {
        let observed = try events.nonNegative()
        let participants = try total.positive()
        guard observed <= participants else { throw .impossible(events.field, "is above \(total.field)") }
        self.init(events: observed, total: participants)
    }
}

extension BinaryComparison: GroupedSummary {
    /// Events among participants.
    public static var groupData: GroupData { .events }

    /// Takes events and totals.
    public init(treatment: ReportedGroup, control: ReportedGroup?) throws(EffectExclusion) {
        let first = try BinaryGroup(treatment, "1")
        let second = try BinaryGroup(control ?? ReportedGroup(), "2")
        self.init(events1: first.events, total1: first.total, events2: second.events, total2: second.total)
    }
}

extension CountGroup: GroupedSummary {
    /// Events over person-time.
    public static var groupData: GroupData { .counts }
    /// Person-time.
    public var backTransformationSize: Double? { time }

    /// Takes events and person-time of the one group.
    public init(treatment: ReportedGroup, control: ReportedGroup?) throws(EffectExclusion) {
        try self.init(treatment)
    }

    init(_ group: ReportedGroup, _ number: String = "") throws(EffectExclusion) {
        self.init(
            count: try ReportedNumber("count\(number)", group.events).nonNegative(),
            time: try ReportedNumber("time\(number)", group.personTime).positive())
    }
}

extension CountComparison: GroupedSummary {
    /// Events over person-time.
    public static var groupData: GroupData { .counts }

    /// Takes events and person-times.
    public init(treatment: ReportedGroup, control: ReportedGroup?) throws(EffectExclusion) {
        let first = try CountGroup(treatment, "1")
        let second = try CountGroup(control ?? ReportedGroup(), "2")
        self.init(count1: first.count, time1: first.time, count2: second.count, time2: second.time)
    }
}

extension MeanGroup: GroupedSummary {
    /// Mean, standard deviation, participants.
    public static var groupData: GroupData { .means }

    /// Takes the one group.
    public init(treatment: ReportedGroup, control: ReportedGroup?) throws(EffectExclusion) {
        try self.init(treatment)
    }

    init(_ group: ReportedGroup, _ number: String = "") throws(EffectExclusion) {
        self.init(
            mean: try ReportedNumber("mean\(number)", group.mean).finite(),
            standardDeviation: try ReportedNumber("sd\(number)", group.standardDeviation).nonNegative(),
            total: try ReportedNumber("total\(number)", group.total).total())
    }
}

extension MeanComparison: GroupedSummary {
    /// Mean, standard deviation, participants.
    public static var groupData: GroupData { .means }

    /// Takes both groups.
    public init(treatment: ReportedGroup, control: ReportedGroup?) throws(EffectExclusion) {
        self.init(try MeanGroup(treatment, "1"), try MeanGroup(control ?? ReportedGroup(), "2"))
    }
}

extension StandardizedComparison: GroupedSummary {
    /// Mean, standard deviation, participants.
    public static var groupData: GroupData { .means }

    /// Takes both groups.
    public init(treatment: ReportedGroup, control: ReportedGroup?) throws(EffectExclusion) {
        self.init(try MeanComparison(treatment: treatment, control: control))
    }
}

extension SuperioritySummary: GroupedSummary {
    /// Mean, standard deviation, participants.
    public static var groupData: GroupData { .means }

    /// Takes both groups.
    public init(treatment: ReportedGroup, control: ReportedGroup?) throws(EffectExclusion) {
        self = .means(try MeanComparison(treatment: treatment, control: control))
    }
}

extension GlassComparison: GroupedSummary {
    /// Mean, standard deviation, participants.
    public static var groupData: GroupData { .means }

    /// Takes both groups; the treatment group's standard deviation is not needed.
    public init(treatment: ReportedGroup, control: ReportedGroup?) throws(EffectExclusion) {
        let mean = try ReportedNumber("mean1", treatment.mean).finite()
        let control = control ?? ReportedGroup()
        self.init(
            difference: mean - (try ReportedNumber("mean2", control.mean).finite()),
            standardDeviation: try ReportedNumber("sd2", control.standardDeviation).nonNegative(),
            total1: try ReportedNumber("total1", treatment.total).total(atLeast: 1),
            total2: try ReportedNumber("total2", control.total).total())
    }
}

extension DeviationGroup: GroupedSummary {
    /// Standard deviation and participants, which come with means.
    public static var groupData: GroupData { .means }

    /// Takes the one group.
    public init(treatment: ReportedGroup, control: ReportedGroup?) throws(EffectExclusion) {
        self.init(
            standardDeviation: try ReportedNumber("sd", treatment.standardDeviation).nonNegative(),
            total: try ReportedNumber("total", treatment.total).total())
    }
}

extension DeviationComparison: GroupedSummary {
    /// Standard deviations and participants, which come with means.
    public static var groupData: GroupData { .means }

    /// Takes both groups.
    public init(treatment: ReportedGroup, control: ReportedGroup?) throws(EffectExclusion) {
        let control = control ?? ReportedGroup()
        self.init(
            standardDeviation1: try ReportedNumber("sd1", treatment.standardDeviation).nonNegative(),
            total1: try ReportedNumber("total1", treatment.total).total(),
            standardDeviation2: try ReportedNumber("sd2", control.standardDeviation).nonNegative(),
            total2: try ReportedNumber("total2", control.total).total())
    }
}
