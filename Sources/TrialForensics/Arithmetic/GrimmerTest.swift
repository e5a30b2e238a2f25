import Glibc

/// Whether a standard deviation of values on a grid can be what is printed beside its mean.
///
/// In units of the grid the values are integers. Their sum S is known from the mean, and their sum of squares Q from the
/// standard deviation within rounding. Q must be an integer, as odd or even as S (x and x² are both odd or both even),
/// no smaller than for values as equal as S allows, and, where the ends of the scale are known, no larger than for values
/// at the ends. Anaya 2016, *PeerJ Preprints* 4:e2400v1, doi:10.7287/peerj.preprints.2400v1; the analytic form: Allard 2018,
/// "Analytic-GRIMMER: a new way of testing the possibility of standard deviations".
///
/// Both divisors, n − 1 and n, are allowed, because reports seldom say which they use.
public struct GrimmerTest: Sendable {
    /// The test of the mean beside the standard deviation.
    public let means: GrimTest
    /// The range of the scale, or `nil`.
    public let range: Interval?
    /// Whether the divisor n is allowed beside n − 1.
    public let allowsPopulationDivisor: Bool

    /// A test of standard deviations beside means that `means` tests.
    public init(_ means: GrimTest, range: Interval? = nil, allowsPopulationDivisor: Bool = true) {
        self.means = means
        self.range = range
        self.allowsPopulationDivisor = allowsPopulationDivisor
    }

    /// Whether mean and standard deviation are possible together; true where n is 1, and false where the mean is not.
    public func allows(mean: PrintedNumber, sd: PrintedNumber) -> Bool {
        guard let sums = means.possibleSums(mean) else { return means.allows(mean) }
        guard means.n > 1, means.n < Counts.greatest else { return true }
        // So many sums are possible that nothing can be ruled out.
        guard sums.count <= 64 else { return true }
        let divisors = [means.n - 1] + (allowsPopulationDivisor ? [means.n] : [])
        return sums.contains { sum in divisors.contains { isPossible(sum: sum, sd: sd, divisor: $0) } }
    }

    /// A value's size in units of the grid, whose items are averaged: one step of one item is one unit.
    private var unit: Double { means.step / Double(means.items) }

    private func isPossible(sum: Int, sd: PrintedNumber, divisor: Int) -> Bool {
        let n = Double(means.n)
        let square = Double(sum) * Double(sum) / n
        let deviations = sd.positiveInterval * (1 / unit)
        let low = Double(divisor) * deviations.lower * deviations.lower + square
        let high = Double(divisor) * deviations.upper * deviations.upper + square
        guard high < 1e15 else { return true }
        let hair = 1e-9 * max(1, high)
        let (least, greatest) = limits(sum: sum)
        var candidate = Int(max((low - hair).rounded(.up), least))
        if (candidate - sum) % 2 != 0 { candidate += 1 }
        return Double(candidate) <= min(high + hair, greatest)
    }

    /// The least and the greatest sum of squares of integers with that sum.
    private func limits(sum: Int) -> (Double, Double) {
        let n = means.n
        func squares(_ low: Int, _ high: Int, _ upper: Int, _ middle: Int) -> Double {
            let below = Double(n - upper - 1)
            return below * Double(low * low) + Double(upper) * Double(high * high) + Double(middle * middle)
        }
        let base = Int((Double(sum) / Double(n)).rounded(.down))
        let rest = sum - base * n
        let (floor, ceiling) = (Double(base), Double(base) + 1)
        let least = Double(n - rest) * floor * floor + Double(rest) * ceiling * ceiling
        // Whole numbers of this size are squared and added below.
        let reach = range.map { max(abs($0.lower - means.origin), abs($0.upper - means.origin)) / unit } ?? .infinity
        guard let range, reach < 1e4, n < 1_000_000 else { return (least, .infinity) }
        let low = Int(((range.lower - means.origin) / unit - 1e-9).rounded(.up))
        let high = Int(((range.upper - means.origin) / unit + 1e-9).rounded(.down))
        guard low < high, sum >= n * low, sum <= n * high else { return (least, .infinity) }
        // As many as possible at the upper end, one between, the others at the lower end.
        let upper = (sum - n * low) / (high - low)
        guard upper < n else { return (least, Double(n) * Double(high * high)) }
        return (least, squares(low, high, upper, sum - upper * high - (n - upper - 1) * low))
    }
}
