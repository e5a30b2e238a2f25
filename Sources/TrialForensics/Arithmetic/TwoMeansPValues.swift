import Glibc
import TrialNumerics

/// The two-sided p-values that the usual tests of two means can give for everything that printed numbers stand for.
public struct TwoMeansPValues: Sendable {
    /// The mean of an arm, its standard deviation and its size.
    public struct Group: Sendable, Hashable {
        /// The mean.
        public let mean: Interval
        /// The standard deviation, not below zero.
        public let sd: Interval
        /// The patients, above 1.
        public let n: Int

        /// An arm.
        public init(mean: Interval, sd: Interval, n: Int) {
            self.mean = mean
            self.sd = sd
            self.n = n
        }
    }

    /// The first arm.
    public let first: Group
    /// The second arm.
    public let second: Group

    /// Two arms.
    public init(_ first: Group, _ second: Group) {
        self.first = first
        self.second = second
    }

    /// Student's test with one variance, Welch's test with two, and the normal test: the least and the greatest p-value.
    ///
    /// Every corner of the box of means and standard deviations is taken, with degrees of freedom from the smaller arm's
    /// n − 1 (the least that Welch's test can have) to infinity (the normal test).
    public var independent: Interval {
        let difference = (first.mean - second.mean).magnitudes
        let smaller = Double(min(first.n, second.n) - 1)
        return Self.range(difference: difference, error: welch.joined(pooled), degreesOfFreedom: max(1, smaller))
    }

    /// The paired test with any correlation between −1 and 1; `nil` where the arms differ in size.
    ///
    /// The variance of a difference lies between (s₁ − s₂)² and (s₁ + s₂)².
    public var paired: Interval? {
        guard first.n == second.n else { return nil }
        let root = Double(first.n).squareRoot()
        let error = Interval(
            (first.sd - second.sd).magnitudes.lower / root, (first.sd.upper + second.sd.upper) / root)
        let difference = (first.mean - second.mean).magnitudes
        return Self.range(difference: difference, error: error, degreesOfFreedom: Double(first.n - 1))
    }

    /// The p-values if the standard deviations were standard errors.
    public var asStandardErrors: Interval {
        func widened(_ group: Group) -> Group {
            Group(mean: group.mean, sd: group.sd * Double(group.n).squareRoot(), n: group.n)
        }
        return TwoMeansPValues(widened(first), widened(second)).independent
    }

    private var welch: Interval {
        func error(_ side: (Interval) -> Double) -> Double {
            let (a, b) = (side(first.sd), side(second.sd))
            return (a * a / Double(first.n) + b * b / Double(second.n)).squareRoot()
        }
        return Interval(error(\.lower), error(\.upper))
    }

    private var pooled: Interval {
        let (n, m) = (Double(first.n), Double(second.n))
        func error(_ side: (Interval) -> Double) -> Double {
            let (a, b) = (side(first.sd), side(second.sd))
            let variance = ((n - 1) * a * a + (m - 1) * b * b) / max(1, n + m - 2)
            return (variance * (1 / n + 1 / m)).squareRoot()
        }
        return Interval(error(\.lower), error(\.upper))
    }

    private static func range(difference: Interval, error: Interval, degreesOfFreedom: Double) -> Interval {
        let least = error.lower > 0 ? difference.upper / error.lower : .infinity
        let greatest = error.upper > 0 ? difference.lower / error.upper : 0
        let t = StudentTDistribution(degreesOfFreedom: degreesOfFreedom)
        let lowest = least.isInfinite ? 0 : NormalDistribution.standard.twoSided(least)
        return Interval(lowest, t.twoSided(greatest))
    }
}
