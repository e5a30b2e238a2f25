/// Events and totals of two independent groups: group 1 = treatment, group 2 = control.
public struct BinaryComparison: Sendable, Codable, Equatable {
    /// Participants with the event on treatment; a zero-cell rule may make it fractional.
    public var events1: Double
    /// Participants on treatment.
    public var total1: Double
    /// Participants with the event on control.
    public var events2: Double
    /// Participants on control.
    public var total2: Double

    /// Creates a 2 × 2 table from its margins.
    public init(events1: Double, total1: Double, events2: Double, total2: Double) {
        self.events1 = events1
        self.total1 = total1
        self.events2 = events2
        self.total2 = total2
    }

    /// Participants without the event on treatment.
    public var nonEvents1: Double { total1 - events1 }
    /// Participants without the event on control.
    public var nonEvents2: Double { total2 - events2 }
    /// Whether no participant of either group had the event.
    public var isDoubleZero: Bool { events1 == 0 && events2 == 0 }
    /// Whether every participant of both groups had the event.
    public var isDoubleFull: Bool { nonEvents1 == 0 && nonEvents2 == 0 }
}

/// Events and exposure of two independent groups: group 1 = treatment, group 2 = control.
public struct CountComparison: Sendable, Codable, Equatable {
    /// Events on treatment.
    public var count1: Double
    /// Exposure on treatment, in person-time.
    public var time1: Double
    /// Events on control.
    public var count2: Double
    /// Exposure on control, in the same unit.
    public var time2: Double

    /// Creates a comparison of two rates.
    public init(count1: Double, time1: Double, count2: Double, time2: Double) {
        self.count1 = count1
        self.time1 = time1
        self.count2 = count2
        self.time2 = time2
    }
}

/// Means and standard deviations of two independent groups: group 1 = treatment, group 2 = control.
public struct MeanComparison: Sendable, Codable, Equatable {
    /// Mean on treatment.
    public var mean1: Double
    /// Standard deviation on treatment.
    public var standardDeviation1: Double
    /// Participants on treatment.
    public var total1: Double
    /// Mean on control.
    public var mean2: Double
    /// Standard deviation on control.
    public var standardDeviation2: Double
    /// Participants on control.
    public var total2: Double

    /// Creates a comparison from two groups.
    public init(_ treatment: MeanGroup, _ control: MeanGroup) {
        mean1 = treatment.mean
        standardDeviation1 = treatment.standardDeviation
        total1 = treatment.total
        mean2 = control.mean
        standardDeviation2 = control.standardDeviation
        total2 = control.total
    }
}

/// Events among the participants of one group.
public struct BinaryGroup: Sendable, Codable, Equatable {
    /// Participants with the event.
    public var events: Double
    /// Participants.
    public var total: Double

    /// Creates a group.
    public init(events: Double, total: Double) {
        self.events = events
        self.total = total
    }
}

/// Events of one group over its exposure.
public struct CountGroup: Sendable, Codable, Equatable {
    /// Events.
    public var count: Double
    /// Exposure, in person-time.
    public var time: Double

    /// Creates a group.
    public init(count: Double, time: Double) {
        self.count = count
        self.time = time
    }
}

/// The mean of one group.
public struct MeanGroup: Sendable, Codable, Equatable {
    /// Mean.
    public var mean: Double
    /// Standard deviation.
    public var standardDeviation: Double
    /// Participants.
    public var total: Double

    /// Creates a group.
    public init(mean: Double, standardDeviation: Double, total: Double) {
        self.mean = mean
        self.standardDeviation = standardDeviation
        self.total = total
    }
}
