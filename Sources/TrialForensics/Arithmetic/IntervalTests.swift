import Glibc
import TrialNumerics

/// What an estimate with its confidence limits implies, for everything that the printed numbers stand for.
public struct IntervalTests: Sendable {
    /// The estimate on the scale of the analysis: the logarithm of a ratio.
    public let estimate: Interval
    /// The lower limit on that scale.
    public let low: Interval
    /// The upper limit on that scale.
    public let high: Interval
    /// The confidence level, between 0 and 1.
    public let level: Double

    /// An estimate with limits; for ratios everything must be above zero and is put on the logarithmic scale.
    ///
    /// `nil` where the limits are not in order, a ratio is not positive or the level is not between 0 and 1.
    public init?(estimate: PrintedNumber, low: PrintedNumber, high: PrintedNumber, level: Double, isRatio: Bool) {
        guard low.value < high.value, (0..<1).contains(level), level > 0 else { return nil }
        self.level = level
        guard isRatio else {
            (self.estimate, self.low, self.high) = (estimate.interval, low.interval, high.interval)
            return
        }
        guard estimate.value > 0, low.value > 0 else { return nil }
        func logarithm(_ number: PrintedNumber) -> Interval {
            // A printed 0.01 may be nearly 0; its logarithm must stay finite.
            Interval(log(max(number.interval.lower, number.value * 1e-3)), log(number.interval.upper))
        }
        (self.estimate, self.low, self.high) = (logarithm(estimate), logarithm(low), logarithm(high))
    }

    /// How far the estimate lies from the middle of its limits at least, in half widths; 0: symmetric within rounding.
    public var asymmetry: Double {
        let middle = Interval((low.lower + high.lower) / 2, (low.upper + high.upper) / 2)
        let half = (high.upper - low.lower) / 2
        guard half > 0, !middle.meets(estimate) else { return 0 }
        return max(middle.lower - estimate.upper, estimate.lower - middle.upper) / half
    }

    /// The p-values against no effect (zero on the scale) that the limits allow.
    ///
    /// p = 2 P(T > q |estimate| / half width), q the quantile that made the limits; the half width may be either side's, and
    /// T has any degrees of freedom from `degreesOfFreedom` up.
    public func pValues(degreesOfFreedom: Double) -> Interval {
        let sides = [
            high.upper - estimate.lower, high.lower - estimate.upper, estimate.upper - low.lower,
            estimate.lower - low.upper, (high.upper - low.lower) / 2, (high.lower - low.upper) / 2,
        ]
        let width = Interval(max(sides.min() ?? 0, 1e-12), max(sides.max() ?? 0, 1e-12))
        let magnitude = estimate.magnitudes
        let ratios = [magnitude.upper / width.lower, magnitude.lower / width.upper]
        let values = [degreesOfFreedom, .infinity].flatMap { freedom in
            let t = StudentTDistribution(degreesOfFreedom: max(1, freedom))
            let quantile = t.upperQuantile((1 - level) / 2)
            return ratios.map { t.twoSided(quantile * $0) }
        }
        return Interval(values.min() ?? 0, values.max() ?? 1)
    }

    /// Whether the limits, whatever was rounded, leave out no effect (`true`), hold it (`false`), or neither is sure (`nil`).
    public var excludesNoEffect: Bool? {
        if low.lower > 0 || high.upper < 0 { return true }
        return low.upper < 0 && high.lower > 0 ? false : nil
    }
}
