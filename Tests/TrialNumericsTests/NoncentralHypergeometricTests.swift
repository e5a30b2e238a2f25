import Glibc
import Testing

@testable import TrialNumerics

@Suite("Fisher's non-central hypergeometric distribution")
struct NoncentralHypergeometricTests {
    /// The moments from every count there is.
    private func whole(
        _ distribution: NoncentralHypergeometricDistribution, _ logOddsRatio: Double
    ) -> (logNormaliser: Double, mean: Double, variance: Double) {
        let heights = distribution.logWeights.enumerated().map { $1 + Double($0) * logOddsRatio }
        let top = heights.max() ?? 0
        var (total, first, second) = (0.0, 0.0, 0.0)
        for height in heights { total += exp(height - top) }
        for (x, height) in heights.enumerated() { first += Double(x) * exp(height - top) / total }
        for (x, height) in heights.enumerated() {
            second += (Double(x) - first) * (Double(x) - first) * exp(height - top) / total
        }
        let lowest = Double(distribution.lowest)
        return (top + log(total) + lowest * logOddsRatio, first + lowest, second)
    }

    @Test("sums over every h-th count are those over all, whatever the margins")
    func strides() {
        var generator = SeededGenerator(seed: 11)
        var variances: [Double] = []
        for turn in 0..<400 {
            func size() -> Double { (10 * exp(6 * generator.uniform())).rounded() }
            // Now and then the widest distribution whose weights are kept.
            let (group1, group2) = turn % 8 == 0 ? (4000, 30_000) : (size(), size())
            let events = (generator.uniform() * (group1 + group2)).rounded(.down)
            let distribution = NoncentralHypergeometricDistribution(group1: group1, group2: group2, events: events)
            let logOddsRatio = 2 * generator.normal()
            let (found, expected) = (
                distribution.moments(logOddsRatio: logOddsRatio), whole(distribution, logOddsRatio)
            )
            let place = "\(group1), \(group2), \(events) at \(logOddsRatio)"
            let hair = 1e-11 * (1 + abs(expected.logNormaliser))
            #expect(abs(found.logNormaliser - expected.logNormaliser) < hair, "\(place)")
            #expect(abs(found.mean - expected.mean) < 1e-11 * (1 + expected.mean), "\(place)")
            #expect(abs(found.variance - expected.variance) < 1e-10 * (1e-3 + expected.variance), "\(place)")
            variances.append(expected.variance)
        }
        // Each length of a step was used.
        for least in [0.0, 25, 50, 171, 657] { #expect(variances.contains { $0 > 1.1 * least }) }
    }
}
