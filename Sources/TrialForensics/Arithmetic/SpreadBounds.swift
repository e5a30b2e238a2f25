import Glibc

/// What a standard deviation can be where the ends of the values are known.
public enum SpreadBounds {
    /// The greatest standard deviation (divisor n − 1) of `n` values with a mean between two ends.
    ///
    /// √((high − mean)(mean − low) n/(n − 1)), which is largest in the middle: (high − low)/2 · √(n/(n − 1)). Bhatia and
    /// Davis 2000, *American Mathematical Monthly* 107, 353–357. The mean may be anything in its interval; `nil` where n
    /// is below 2 or the interval lies outside the ends.
    public static func greatest(mean: Interval, low: Double, high: Double, n: Int) -> Double? {
        guard n > 1, low < high, mean.meets(Interval(low, high)) else { return nil }
        let middle = (low + high) / 2
        let best = min(max(middle, mean.lower), mean.upper)
        let clamped = min(max(best, low), high)
        return ((high - clamped) * (clamped - low) * Double(n) / Double(n - 1)).squareRoot()
    }

    /// The least standard deviation (divisor n − 1) of `n` values of which one is the least and one the greatest.
    ///
    /// Two values are at the ends; the others lie together where they make the mean right, so that the mean may be anything
    /// in its interval. `nil` where n is below 2.
    public static func least(mean: Interval, low: Double, high: Double, n: Int) -> Double? {
        guard n > 1, low <= high else { return nil }
        let middle = (low + high) / 2
        let nearest = min(max(middle, mean.lower), mean.upper)
        let ends = (low - nearest) * (low - nearest) + (high - nearest) * (high - nearest)
        let remainder = (nearest - low) + (nearest - high)
        let others = n > 2 ? remainder * remainder / Double(n - 2) : 0
        return ((ends + others) / Double(n - 1)).squareRoot()
    }

    /// The greatest distance of mean and median in standard deviations (divisor n − 1): √((n − 1)/n).
    ///
    /// A median is never farther than one population standard deviation from the mean. Hotelling and Solomons 1932,
    /// *Annals of Mathematical Statistics* 3, 141–142.
    public static func medianDistance(n: Int) -> Double { n > 0 ? (Double(n - 1) / Double(n)).squareRoot() : 1 }
}
