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

    init(_ x: [Double], _ y: [Double]) {
        pairs = x.count
        var score = 0.0
        for i in x.indices {
            for j in 0..<i { score += Self.sign(x[i] - x[j]) * Self.sign(y[i] - y[j]) }
        }
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
        guard !hasTies else { return nil }
        var masses = [1.0]
        for i in 2..<max(pairs + 1, 2) {
            var next = [Double](repeating: 0, count: masses.count + i - 1)
            for (m, mass) in masses.enumerated() { for shift in 0..<i { next[m + shift] += mass / Double(i) } }
            masses = next
        }
        let concordant = Int(((score + Double(pairs * (pairs - 1) / 2)) / 2).rounded())
        let lower = masses[...concordant].reduce(0, +)
        let upper = masses[concordant...].reduce(0, +)
        return min(1, 2 * min(lower, upper))
    }

    private static func sign(_ x: Double) -> Double { x > 0 ? 1 : x < 0 ? -1 : 0 }

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
