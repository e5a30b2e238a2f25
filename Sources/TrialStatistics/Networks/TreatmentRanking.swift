import Glibc
import TrialNumerics

/// Which direction is good.
public enum DesirableDirection: String, Sendable, Codable, CaseIterable {
    /// Small values are good, such as of deaths.
    case small
    /// Large values are good, such as of recoveries.
    case large
}

/// A treatment's place among the others, with how sure it is.
///
/// A rank without its interval misleads: treatments that cannot be told apart still get an order.
public struct TreatmentRank: Sendable, Codable, Equatable {
    /// The treatment.
    public let treatment: String
    /// The mean certainty that it is better than another one, 0 to 1. Rücker and Schwarzer 2015, doi:10.1186/s12874-015-0060-8.
    public let pScore: Double
    /// The surface under the cumulative ranking curve, from simulation; agrees with the P-score up to chance.
    public let sucra: Double
    /// The mean rank; 1 is best.
    public let meanRank: Double
    /// Ranks that hold the level of the simulated ones.
    public let rankLimits: ConfidenceLimits
    /// The probability of each rank, best first.
    public let probabilities: [Double]
}

extension NetworkFit {
    /// P-scores in the order of treatments.
    public func pScores(_ effects: NetworkEffects, desirable: DesirableDirection) -> [Double] {
        let kernel = kernel(effects)
        let n = treatments.count
        return (0..<n).map { i in
            var sum = 0.0
            for j in 0..<n where j != i {
                let z = kernel.estimate(i, j) / kernel.variance(i, j).squareRoot()
                sum += NormalDistribution.standard.cumulative(desirable == .large ? z : -z)
            }
            return sum / Double(n - 1)
        }
    }

    /// Ranks by simulation from the joint normal distribution of the effects.
    ///
    /// - Parameters:
    ///   - effects: Whether effects are common or random.
    ///   - desirable: Which direction is good.
    ///   - draws: How often to draw; at least 1.
    ///   - seed: Where the generator begins; the same seed gives the same ranks.
    public func ranking(
        _ effects: NetworkEffects, desirable: DesirableDirection, draws: Int = 10_000, seed: UInt64 = 1
    ) -> [TreatmentRank] {
        let n = treatments.count
        let scores = pScores(effects, desirable: desirable)
        let covariance = covariance(reference: 0, effects)
        guard draws > 0, let factor = Cholesky(covariance)?.factor else { return [] }
        let kernel = kernel(effects)
        let sign = desirable == .small ? 1.0 : -1.0
        let means = (0..<n).map { sign * kernel.estimate($0, 0) }
        var counts = Array(repeating: 0, count: n * n)
        var generator = SeededGenerator(seed: seed)
        var z = Array(repeating: 0.0, count: n - 1)
        var draw = Array(repeating: 0.0, count: n)
        for _ in 0..<draws {
            for k in z.indices { z[k] = generator.normal() }
            draw[0] = means[0]
            for i in z.indices {
                var sum = means[i + 1]
                for k in 0...i { sum += factor.elements[i * (n - 1) + k] * z[k] }
                draw[i + 1] = sum
            }
            for i in 0..<n {
                var rank = 0
                for j in 0..<n where draw[j] < draw[i] { rank += 1 }
                counts[i * n + rank] += 1
            }
        }
        let tail = (1 - model.level) / 2
        return (0..<n).map { i in
            let probabilities = (0..<n).map { Double(counts[i * n + $0]) / Double(draws) }
            let mean = probabilities.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element }
            return TreatmentRank(
                treatment: treatments[i], pScore: scores[i], sucra: (Double(n) - mean) / Double(n - 1), meanRank: mean,
                rankLimits: ConfidenceLimits(
                    lower: Double(Self.rank(probabilities, tail)), upper: Double(Self.rank(probabilities, 1 - tail))),
                probabilities: probabilities)
        }
    }

    private static func rank(_ probabilities: [Double], _ level: Double) -> Int {
        var sum = 0.0
        for (rank, probability) in probabilities.enumerated() {
            sum += probability
            if sum >= level - 1e-12 { return rank + 1 }
        }
        return probabilities.count
    }
}
