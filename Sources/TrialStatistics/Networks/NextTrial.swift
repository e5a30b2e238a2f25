import TrialNumerics

/// The trial that a network would learn most from: which two treatments to compare, and how much surer all comparisons become.
///
/// A trial of i against j with variance v takes cov(ab, ij)²/(var(ij) + v) off the variance of each comparison ab; the pair with
/// the largest sum of these is chosen (A-optimality over all comparisons). Planning from a network: Salanti and colleagues 2018,
/// doi:10.1186/s13063-018-2740-2.
public struct NextTrial: Sendable, Codable, Equatable {
    /// One treatment to compare.
    public let treatment: String
    /// The other one.
    public let comparator: String
    /// The variance that the trial is thought to have: the median of the trials' own, plus τ².
    public let variance: Double
    /// Standard error of the comparison as it is now; nil where nothing connects the two.
    public let standardError: Double?
    /// Standard error of the comparison with the trial.
    public let expectedStandardError: Double
    /// By how much the mean variance over all comparisons falls, as a share of what it is; nil where a trial joins two parts.
    public let gain: Double?

    /// Joins two parts that no trial connects.
    ///
    /// - Parameters:
    ///   - treatment: A treatment of one part.
    ///   - comparator: A treatment of the other.
    ///   - variance: The variance that the trial is thought to have.
    public init(joining treatment: String, with comparator: String, variance: Double) {
        self.treatment = treatment
        self.comparator = comparator
        self.variance = variance
        standardError = nil
        expectedStandardError = variance.squareRoot()
        gain = nil
    }

    init(_ treatment: String, _ comparator: String, variance: Double, now: Double, gain: Double) {
        self.treatment = treatment
        self.comparator = comparator
        self.variance = variance
        standardError = now.squareRoot()
        expectedStandardError = (now * variance / (now + variance)).squareRoot()
        self.gain = gain
    }
}

extension TreatmentNetwork {
    /// The median of the squared standard errors; nil without a comparison.
    public var typicalVariance: Double? {
        let sorted = contrasts.map { $0.standardError * $0.standardError }.sorted()
        return sorted.isEmpty ? nil : sorted[sorted.count / 2]
    }
}

extension NetworkFit {
    /// The trial of two treatments that makes all comparisons surest; nil for fewer than three treatments.
    ///
    /// - Parameter effects: Whether effects are common or random.
    public func nextTrial(_ effects: NetworkEffects) -> NextTrial? {
        let n = treatments.count
        guard n > 2, let typical = network.typicalVariance else { return nil }
        let v = typical + kernel(effects).tau2
        let c = kernel(effects).inverse
        func between(_ a: Int, _ b: Int, _ i: Int, _ j: Int) -> Double { c[a, i] - c[a, j] - c[b, i] + c[b, j] }
        var best: (i: Int, j: Int, gain: Double)?
        var total = 0.0
        for a in 0..<n { for b in (a + 1)..<max(n, a + 1) { total += between(a, b, a, b) } }
        for i in 0..<n {
            for j in (i + 1)..<max(n, i + 1) {
                let own = between(i, j, i, j) + v
                var gain = 0.0
                for a in 0..<n {
                    for b in (a + 1)..<max(n, a + 1) {
                        let shared = between(a, b, i, j)
                        gain += shared * shared / own
                    }
                }
                // Equal gains go to the first pair in the order of treatments, whatever rounding does.
                if best == nil || gain > (best?.gain ?? 0) * (1 + 1e-9) { best = (i, j, gain) }
            }
        }
        return best.map { pair in
            NextTrial(
                treatments[pair.i], treatments[pair.j], variance: v, now: between(pair.i, pair.j, pair.i, pair.j),
                gain: total > 0 ? pair.gain / total : 0)
        }
    }
}
