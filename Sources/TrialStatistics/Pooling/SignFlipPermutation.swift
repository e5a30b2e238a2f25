import Glibc
import TrialNumerics

/// The interval for a pooled effect from exchanging signs: exact where the studies' errors are symmetric about the effect.
///
/// Under the hypothesis μ = m each y − m is as likely as its negative, so all 2^k sign patterns are equally likely. The
/// statistic is |Σ w (y − m) s| with fixed weights; the p-value is the share of patterns at least as extreme as the
/// observed one, ties counted as extreme; the interval holds all m with p > 1 − level.
///
/// With k studies no p-value is below 2^(1−k), so a 95 % interval needs k ≥ 6; below, it is the whole line. Enumerated
/// completely up to k = 20. Follmann and Proschan 1999, doi:10.1111/j.0006-341X.1999.00732.x.
public struct SignFlipPermutation: Sendable {
    /// The most studies whose sign patterns are enumerated.
    public static let largestStudyCount = 20

    private let estimates: [Double]
    private let weights: [Double]

    /// Creates the test; nil for more studies than can be enumerated or for models with moderators.
    public init?(_ solution: ModelSolution) {
        guard solution.model.design.isInterceptOnly, solution.model.studies <= Self.largestStudyCount else {
            return nil
        }
        estimates = solution.model.estimates
        weights = solution.weights
    }

    /// The smallest p-value that k studies can give: 2^(1−k).
    public var smallestPValue: Double { exp2(Double(1 - estimates.count)) }

    /// The two-sided p-value of the hypothesis μ = `mean`.
    public func pValue(_ mean: Double) -> Double {
        let terms = estimates.indices.map { weights[$0] * (estimates[$0] - mean) }
        let observed = abs(terms.reduce(0, +))
        // Sums of the same terms in another order differ in the last bits; they count as ties.
        let threshold = observed - 1e-10 * terms.reduce(0) { $0 + abs($1) }
        // The first sign is fixed: the other half are the same patterns with all signs turned.
        let patterns = 1 << (terms.count - 1)
        var extreme = 0
        var sum = terms.reduce(0, +)
        var signs = Array(repeating: 1.0, count: terms.count)
        for pattern in 1...patterns {
            if abs(sum) >= threshold { extreme += 1 }
            // Gray code: one sign turns from each pattern to the next.
            let turned = pattern.trailingZeroBitCount + 1
            guard turned < terms.count else { break }
            signs[turned] = -signs[turned]
            sum += 2 * signs[turned] * terms[turned]
        }
        return Double(extreme) / Double(patterns)
    }

    /// The interval at `level`; nil where the whole line is left.
    ///
    /// A pattern that turns the set S is extreme exactly where m lies between the weighted means of S and of the other
    /// studies; the pooled effect lies between them always. So going down from it p falls at each subset mean passed, and
    /// the limits are the c-th smallest and the c-th largest subset mean, c = ⌊(1 − level) 2^(k−1)⌋.
    public func interval(level: Double) -> ConfidenceLimits? {
        let alpha = 1 - level
        guard smallestPValue <= alpha * (1 + 1e-12) else { return nil }
        let means = subsetMeans().sorted()
        let needed = Int(saturating: (alpha * exp2(Double(estimates.count - 1)) * (1 + 1e-12)).rounded(.down))
        guard needed >= 1, needed <= means.count else { return nil }
        return ConfidenceLimits(lower: means[needed - 1], upper: means[means.count - needed])
    }

    /// Weighted means of all non-empty subsets.
    private func subsetMeans() -> [Double] {
        let count = 1 << estimates.count
        var top = Array(repeating: 0.0, count: count)
        var bottom = top
        for set in 1..<count {
            let lowest = set.trailingZeroBitCount
            let rest = set & (set - 1)
            top[set] = top[rest] + weights[lowest] * estimates[lowest]
            bottom[set] = bottom[rest] + weights[lowest]
        }
        return (1..<count).map { top[$0] / bottom[$0] }
    }
}
