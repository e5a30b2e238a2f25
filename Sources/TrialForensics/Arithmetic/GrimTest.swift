import Glibc

/// Whether a mean of values on a grid can be what is printed: the granularity-related inconsistency of means.
///
/// A sum of `n` values that are `origin` plus multiples of `step` is itself on a grid, so their mean is a multiple of
/// step / n away from the origin; where each value is the average of several items the grid is finer by that factor.
/// Brown and Heathers 2017, *Social Psychological and Personality Science* 8, 363–369, doi:10.1177/1948550616673876.
public struct GrimTest: Sendable {
    /// The values' distance on the grid, above 0.
    public let step: Double
    /// A value of the grid.
    public let origin: Double
    /// How many values.
    public let n: Int
    /// How many items are averaged into each value.
    public let items: Int

    /// A test of means of `n` values; `step` above 0, `n` and `items` at least 1.
    public init(n: Int, step: Double = 1, origin: Double = 0, items: Int = 1) {
        precondition(n > 0 && step > 0 && items > 0, "a mean needs values on a grid")
        self.n = n
        self.step = step
        self.origin = origin
        self.items = items
    }

    /// The distance of two neighbouring means.
    public var granularity: Double { step / (Double(n) * Double(items)) }

    /// Whether a mean of that many decimals can fail at all: whether neighbours are farther apart than rounding reaches.
    public func isInformative(decimals: Int) -> Bool { granularity > pow(10, -Double(decimals)) }

    /// The sums of all items, counted in steps from the origin, whose mean rounds to what is printed; `nil`: impossible, or too
    /// large to be counted.
    public func possibleSums(_ mean: PrintedNumber) -> ClosedRange<Int>? {
        guard let (low, high) = sums(mean) else { return nil }
        // A hair for the product's own rounding.
        let hair = 1e-9 * max(1, abs(high))
        let first = Int((low - hair).rounded(.up))
        let last = Int((high + hair).rounded(.down))
        return first <= last ? first...last : nil
    }

    /// Whether the printed mean is possible; true where the sums are too large to be counted.
    public func allows(_ mean: PrintedNumber) -> Bool { sums(mean) == nil || possibleSums(mean) != nil }

    /// The least and the greatest sum in steps, as real numbers; `nil` where a double cannot tell whole numbers apart.
    private func sums(_ mean: PrintedNumber) -> (Double, Double)? {
        let low = (mean.interval.lower - origin) / granularity
        let high = (mean.interval.upper - origin) / granularity
        return abs(low) < 1e15 && abs(high) < 1e15 ? (low, high) : nil
    }

    /// The possible means on either side of an impossible one.
    public func neighbours(of mean: PrintedNumber) -> (Double, Double) {
        let steps = (mean.value - origin) / granularity
        return (origin + steps.rounded(.down) * granularity, origin + steps.rounded(.up) * granularity)
    }
}
