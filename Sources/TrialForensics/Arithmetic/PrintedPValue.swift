/// A p-value as printed, and what it may stand for.
public struct PrintedPValue: Sendable, Hashable {
    /// Everything that is printed like that.
    public let interval: Interval

    /// An exact p-value with its decimals, or one below a bound.
    public init(_ number: PrintedNumber, isBelow: Bool) {
        interval =
            isBelow ? Interval(0, number.value) : Interval(max(0, number.interval.lower), min(1, number.interval.upper))
    }

    /// Whether it can be one of the recomputed p-values, two-sided or halved.
    public func fits(_ range: Interval) -> Bool { interval.meets(range) || interval.meets(range * 0.5) }

    /// Whether it lies on the other side of 0.05 than everything recomputed.
    public func changesVerdict(of range: Interval) -> Bool {
        (interval.upper < 0.05 && range.lower > 0.05) || (interval.lower > 0.05 && range.upper < 0.05)
    }
}
