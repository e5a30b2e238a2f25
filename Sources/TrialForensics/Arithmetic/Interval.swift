/// All numbers from a lower to an upper limit, both included.
public struct Interval: Sendable, Hashable {
    /// The least number.
    public let lower: Double
    /// The greatest number.
    public let upper: Double

    /// All numbers between two limits, in either order.
    public init(_ first: Double, _ second: Double) {
        lower = min(first, second)
        upper = max(first, second)
    }

    /// Whether a number lies in it; `slack` widens it on both sides.
    public func contains(_ value: Double, slack: Double = 0) -> Bool {
        value >= lower - slack && value <= upper + slack
    }

    /// Whether two intervals have a number in common.
    public func meets(_ other: Interval) -> Bool { lower <= other.upper && other.lower <= upper }

    /// The least interval that holds both.
    public func joined(_ other: Interval) -> Interval { Interval(min(lower, other.lower), max(upper, other.upper)) }

    /// The distances from zero of its numbers.
    public var magnitudes: Interval {
        contains(0) ? Interval(0, max(-lower, upper)) : Interval(abs(lower), abs(upper))
    }

    /// All differences of a number of the first and a number of the second.
    public static func - (first: Interval, second: Interval) -> Interval {
        Interval(first.lower - second.upper, first.upper - second.lower)
    }

    /// All multiples by a number that is not negative.
    public static func * (interval: Interval, factor: Double) -> Interval {
        Interval(interval.lower * factor, interval.upper * factor)
    }
}
