import Glibc

/// Fisher's non-central hypergeometric distribution: events of group 1 given the margins of a 2 × 2 table.
///
/// P(x) ∝ C(n₁, x) C(n₂, m − x) eˣᶿ on max(0, m − n₂) … min(n₁, m), with θ the log odds ratio. All sums start at the
/// mode and walk outwards until a term no longer matters, so no term over- or underflows.
public struct NoncentralHypergeometricDistribution: Sendable {
    /// Size of group 1.
    public let group1: Double
    /// Size of group 2.
    public let group2: Double
    /// Events in both groups.
    public let events: Double
    /// The smallest possible count.
    public let lowest: Int
    /// The largest possible count.
    public let highest: Int
    /// log C(n₁, x) C(n₂, m − x) for each possible count.
    public let logWeights: [Double]
    /// Each weight divided by the one before; the first is unused.
    private let ratios: [Double]

    /// Creates the distribution of whole margins.
    public init(group1: Double, group2: Double, events: Double) {
        precondition(
            group1 >= 0 && group2 >= 0 && events >= 0 && events <= group1 + group2,
            "the events of a table lie between 0 and its total")
        self.group1 = group1
        self.group2 = group2
        self.events = events
        lowest = Int(max(0, events - group2))
        highest = Int(min(group1, events))
        var logWeights = [logChoose(group1, Double(lowest)) + logChoose(group2, events - Double(lowest))]
        var ratios = [1.0]
        for x in stride(from: lowest + 1, through: highest, by: 1) {
            let x = Double(x)
            let ratio = (group1 - x + 1) * (events - x + 1) / (x * (group2 - events + x))
            ratios.append(ratio)
            logWeights.append(logWeights[logWeights.count - 1] + log(ratio))
        }
        self.logWeights = logWeights
        self.ratios = ratios
    }

    /// The logarithm of the normaliser Σ C(n₁, x) C(n₂, m − x) eˣᶿ with the mean and the variance.
    public func moments(logOddsRatio: Double) -> (logNormaliser: Double, mean: Double, variance: Double) {
        if lowest == highest { return (logWeights[0] + Double(lowest) * logOddsRatio, Double(lowest), 0) }
        let mode = modeIndex(logOddsRatio)
        let odds = exp(logOddsRatio)
        var (total, first, second) = (1.0, 0.0, 0.0)
        var term = 1.0
        var index = mode + 1
        while index < ratios.count {
            term *= ratios[index] * odds
            let distance = Double(index - mode)
            total += term
            first += term * distance
            second += term * distance * distance
            if term * distance * distance < 1e-18 * (1 + second) { break }
            index += 1
        }
        let inverseOdds = exp(-logOddsRatio)
        term = 1
        index = mode
        while index > 0 {
            term *= inverseOdds / ratios[index]
            index -= 1
            let distance = Double(index - mode)
            total += term
            first += term * distance
            second += term * distance * distance
            if term * distance * distance < 1e-18 * (1 + second) { break }
        }
        let shift = first / total
        let modeCount = Double(lowest + mode)
        return (
            logWeights[mode] + modeCount * logOddsRatio + log(total), modeCount + shift,
            max(0, second / total - shift * shift)
        )
    }

    /// The index of the largest term: the last whose ratio to the one before is at least 1.
    private func modeIndex(_ logOddsRatio: Double) -> Int {
        var (low, high) = (0, ratios.count - 1)
        let threshold = exp(-logOddsRatio)
        while low < high {
            let middle = (low + high + 1) / 2
            if ratios[middle] >= threshold { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// log P(x); −∞ outside the support.
    public func logMass(_ x: Int, logOddsRatio: Double) -> Double {
        guard x >= lowest, x <= highest else { return -.infinity }
        return logWeights[x - lowest] + Double(x) * logOddsRatio - moments(logOddsRatio: logOddsRatio).logNormaliser
    }
}
