/// A way to pool studies with few events.
///
/// Each method gets checked data and answers with an estimate or with the reason there is none; it never fails.
public protocol RareEventMethod<Summary>: Sendable {
    /// What a study reports.
    associatedtype Summary: RareEventSummary

    /// A stable word, such as `mantel-haenszel-or`.
    var code: String { get }
    /// The name in full, in lower case.
    var name: String { get }
    /// The answer for checked studies at a confidence level between 0 and 1.
    func answer(for studies: [Summary], level: Double) -> RareEventAnswer
}

extension RareEventMethod {
    /// Checks the studies and answers.
    ///
    /// Throws `impossible-data` or `not-finite` with the study and the field; a level outside (0, 1) is a mistake of the
    /// caller.
    public func pool(_ studies: [Summary], level: Double = 0.95) throws(StatisticsError) -> RareEventAnswer {
        precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
        guard !studies.isEmpty else { throw StatisticsError(.tooFewStudies, "pooling needs at least one study") }
        try checkCounts(studies)
        let answer = answer(for: studies, level: level)
        if let estimate = answer.estimate, !estimate.hasNoNaN { return .none(.numericalFailure) }
        return answer
    }
}

/// A study's counts, which say themselves what is impossible about them.
public protocol RareEventSummary: Sendable {
    /// The counts that must be finite and not negative, each with its field and the largest value it may have.
    var bounds: [CountBound] { get }
    /// Whether no participant, or every participant, of every group has the event.
    var isExtreme: Bool { get }
}

extension RareEventSummary {
    /// Whether every count is zero.
    var hasNoEvent: Bool { bounds.allSatisfy { $0.mustBePositive || $0.value == 0 } }
    /// Whether a count of events is so large that neighbours cannot be told apart safely.
    var hasEnormousCount: Bool { bounds.contains { !$0.mustBePositive && $0.value > 1e15 } }
    /// Whether a count or a group is beyond what a likelihood is searched for: no trial has a trillion people.
    var isBeyondLikelihoods: Bool {
        bounds.contains { ($0.mustBePositive ? 0 : max($0.value, $0.most.isFinite ? $0.most : 0)) > 1e12 }
    }
    /// Whether every count is as large as it may be.
    var hasOnlyEvents: Bool { bounds.allSatisfy { $0.mustBePositive || $0.value == $0.most } }
}

/// A count and the largest value it may have.
public struct CountBound: Sendable {
    /// The field, as in the batch contract.
    public let field: String
    /// The count.
    public let value: Double
    /// The largest possible value, such as the group's size.
    public let most: Double
    /// Whether zero is impossible, as for the size of a group.
    public let mustBePositive: Bool

    /// Creates a bound.
    public init(_ field: String, _ value: Double, most: Double = .infinity, mustBePositive: Bool = false) {
        self.field = field
        self.value = value
        self.most = most
        self.mustBePositive = mustBePositive
    }
}

extension RareEventSummary {
    /// The size of a group, or its time, that is zero; nil where every group has somebody.
    public var emptyGroup: CountBound? { bounds.first { $0.mustBePositive && $0.value == 0 } }

    /// Whether a group has nobody, or no time.
    public var hasEmptyGroup: Bool { emptyGroup != nil }
}

/// Throws for the first count that is impossible.
func checkCounts(_ studies: [some RareEventSummary]) throws(StatisticsError) {
    for (index, study) in studies.enumerated() {
        for bound in study.bounds {
            guard bound.value.isFinite else {
                throw StatisticsError(.notFinite, "give a finite number", study: index + 1, field: bound.field)
            }
            guard bound.value >= 0, !(bound.mustBePositive && bound.value == 0) else {
                let message = bound.mustBePositive ? "must be above 0" : "must not be negative"
                throw StatisticsError(.impossibleData, message, study: index + 1, field: bound.field)
            }
            guard bound.value <= bound.most else {
                let message = "\(bound.value) is more than the group's size \(bound.most)"
                throw StatisticsError(.impossibleData, message, study: index + 1, field: bound.field)
            }
        }
    }
}

extension BinaryComparison: RareEventSummary {
    /// Events within their totals.
    public var bounds: [CountBound] {
        [
            CountBound("total1", total1, mustBePositive: true), CountBound("events1", events1, most: total1),
            CountBound("total2", total2, mustBePositive: true), CountBound("events2", events2, most: total2),
        ]
    }

    /// Whether no participant, or every participant, of both groups has the event.
    public var isExtreme: Bool { isUninformative }
    var total: Double { total1 + total2 }
    /// Whether the counts are whole numbers.
    public var isWhole: Bool { [events1, total1, events2, total2].allSatisfy { $0 == $0.rounded() } }
}

extension CountComparison: RareEventSummary {
    /// Counts over positive exposures.
    public var bounds: [CountBound] {
        [
            CountBound("time1", time1, mustBePositive: true), CountBound("count1", count1),
            CountBound("time2", time2, mustBePositive: true), CountBound("count2", count2),
        ]
    }

    /// Whether neither group has an event.
    public var isExtreme: Bool { isUninformative }

    /// Whether the counts are whole numbers.
    public var isWhole: Bool { count1 == count1.rounded() && count2 == count2.rounded() }
}

extension BinaryGroup: RareEventSummary {
    /// Events within the total.
    public var bounds: [CountBound] {
        [CountBound("total", total, mustBePositive: true), CountBound("events", events, most: total)]
    }

    /// Whether no participant, or every participant, has the event.
    public var isExtreme: Bool { hasZeroCell }
    var isWhole: Bool { events == events.rounded() && total == total.rounded() }
}

extension CountGroup: RareEventSummary {
    /// A count over a positive exposure.
    public var bounds: [CountBound] { [CountBound("time", time, mustBePositive: true), CountBound("count", count)] }
    /// Whether there is no event.
    public var isExtreme: Bool { hasZeroCell }
}
