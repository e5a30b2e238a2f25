import Glibc
import TrialNumerics

/// Kendall's rank correlation τ_b with its exact and asymptotic tests.
///
/// S = concordant − discordant pairs. Without ties the exact distribution of the number of concordant pairs is the
/// convolution of uniform distributions on 0…i−1, i = 1…n; with ties only the normal approximation with the variance
/// corrected for ties is given. Kendall 1938, doi:10.1093/biomet/30.1-2.81; Kendall 1948, *Rank Correlation Methods*.
struct KendallCorrelation {
    let pairs: Int
    let score: Double
    let correlation: Double
    let scoreVariance: Double
    let hasTies: Bool

    /// The most studies for which the exact distribution is formed; its cost grows with their fourth power.
    static let mostExact = 150

    init(_ x: [Double], _ y: [Double]) {
        pairs = x.count
        let score = Self.score(x, y)
        let n = Double(x.count)
        let (tiesX, tiesY) = (TieSums(x), TieSums(y))
        let all = n * (n - 1) / 2
        self.score = score
        hasTies = tiesX.pairs + tiesY.pairs > 0
        correlation = score / ((all - tiesX.pairs) * (all - tiesY.pairs)).squareRoot()
        var variance = (n * (n - 1) * (2 * n + 5) - tiesX.cubic - tiesY.cubic) / 18
        if n > 1 { variance += 2 * tiesX.pairs * tiesY.pairs / (n * (n - 1)) }
        if n > 2 { variance += tiesX.triples * tiesY.triples / (9 * n * (n - 1) * (n - 2)) }
        scoreVariance = variance
    }

    /// The two-sided p-value by the normal approximation, without continuity correction.
    var asymptoticPValue: Double { NormalDistribution.standard.twoSided(score / scoreVariance.squareRoot()) }

    /// The exact two-sided p-value; nil with ties.
    var exactPValue: Double? {
        guard !hasTies, pairs <= Self.mostExact else { return nil }
        var masses = [1.0]
        for i in 2..<max(pairs + 1, 2) {
            var next = [Double](repeating: 0, count: masses.count + i - 1)
            for (m, mass) in masses.enumerated() { for shift in 0..<i { next[m + shift] += mass / Double(i) } }
            masses = next
        }
        let concordant = Int(saturating: ((score + Double(pairs * (pairs - 1) / 2)) / 2).rounded())
        let lower = masses[...concordant].reduce(0, +)
        let upper = masses[concordant...].reduce(0, +)
        return min(1, 2 * min(lower, upper))
    }

    /// Concordant − discordant pairs in O(n log n): sorted by x, the exchanges that sort y are the discordant pairs.
    ///
    /// Knight 1966, doi:10.1080/01621459.1966.10480879.
    private static func score(_ x: [Double], _ y: [Double]) -> Double {
        let order = x.indices.sorted { (x[$0], y[$0]) < (x[$1], y[$1]) }
        var sorted = order.map { y[$0] }
        var buffer = sorted
        let discordant = exchanges(&sorted, &buffer, 0..<sorted.count)
        var joint = 0
        var run = 1
        for (previous, next) in zip(order, order.dropFirst()) {
            run = x[previous] == x[next] && y[previous] == y[next] ? run + 1 : 1
            joint += run - 1
        }
        let n = x.count
        let untied = n * (n - 1) / 2 - Int(saturating: TieSums(x).pairs) - Int(saturating: TieSums(y).pairs) + joint
        return Double(untied - 2 * discordant)
    }

    /// Sorts a range by merging and counts the pairs that were out of order.
    private static func exchanges(_ values: inout [Double], _ buffer: inout [Double], _ range: Range<Int>) -> Int {
        guard range.count > 1 else { return 0 }
        let middle = range.lowerBound + range.count / 2
        var count = exchanges(&values, &buffer, range.lowerBound..<middle)
        count += exchanges(&values, &buffer, middle..<range.upperBound)
        var (left, right) = (range.lowerBound, middle)
        for target in range {
            if right == range.upperBound || left < middle && values[left] <= values[right] {
                buffer[target] = values[left]
                left += 1
            } else {
                buffer[target] = values[right]
                count += middle - left
                right += 1
            }
        }
        for i in range { values[i] = buffer[i] }
        return count
    }

    private struct TieSums {
        var pairs = 0.0
        var triples = 0.0
        var cubic = 0.0

        init(_ values: [Double]) {
            for count in Dictionary(grouping: values, by: { $0 }).values.map({ Double($0.count) }) where count > 1 {
                pairs += count * (count - 1) / 2
                triples += count * (count - 1) * (count - 2)
                cubic += count * (count - 1) * (2 * count + 5)
            }
        }
    }
}
