import Glibc
import TrialNumerics

/// Whether a standard deviation is away from others of the same thing by as much as √n, as if it were a standard error.
public struct SpreadComparison: Sendable {
    /// A standard deviation and the patients it comes from.
    public struct Spread: Sendable, Hashable {
        /// The standard deviation, above 0.
        public let sd: Double
        /// The patients, above 1.
        public let n: Int

        /// A standard deviation of `n` patients.
        public init(sd: Double, n: Int) {
            self.sd = sd
            self.n = n
        }
    }

    /// What the standard deviation looks like.
    public enum Verdict: Sendable, Hashable {
        /// It fits the others, or nothing can be said.
        case fits
        /// It is a standard error: √n times it would fit.
        case standardError
        /// It was multiplied by √n although it was a standard deviation: one √nth of it would fit.
        case multipliedDeviation
    }

    /// How near √n the ratio must be, as a factor.
    private static let nearness = 1.7
    /// How unlikely the ratio must be for equal variances.
    private static let surprise = 1e-4
    /// With fewer patients √n is too near 1.
    private static let fewest = 6

    /// The one in question.
    public let spread: Spread
    /// The others.
    public let others: [Spread]

    /// Compares one with others; those without patients or spread are left out.
    public init(_ spread: Spread, with others: [Spread]) {
        self.spread = spread
        self.others = others.filter { $0.sd > 0 && $0.n > 1 }
    }

    /// The others' standard deviation: pooled over their degrees of freedom; 0 where there are none.
    public var usual: Double {
        let freedom = others.reduce(0) { $0 + Double($1.n - 1) }
        guard freedom > 0 else { return 0 }
        return (others.reduce(0) { $0 + Double($1.n - 1) * $1.sd * $1.sd } / freedom).squareRoot()
    }

    /// Judges by the ratio to the others: within a factor of 1.7 of √n, and beyond what the F test of equal variances allows
    /// at 1 in 10,000. Below 6 patients nothing is said.
    public var verdict: Verdict {
        guard spread.n >= Self.fewest, spread.sd > 0, usual > 0 else { return .fits }
        let ratio = usual / spread.sd
        let root = Double(spread.n).squareRoot()
        let isError = abs(log(ratio / root)) < log(Self.nearness)
        let isMultiplied = abs(log(ratio * root)) < log(Self.nearness)
        guard isError || isMultiplied else { return .fits }
        let freedom = others.reduce(0.0) { $0 + Double($1.n - 1) }
        let larger = max(ratio, 1 / ratio)
        let own = Double(spread.n - 1)
        let (numerator, denominator) = isError ? (freedom, own) : (own, freedom)
        let tail = FDistribution(
            numeratorDegreesOfFreedom: numerator, denominatorDegreesOfFreedom: denominator
        ).upperTail(larger * larger)
        guard tail < Self.surprise else { return .fits }
        return isError ? .standardError : .multipliedDeviation
    }
}
