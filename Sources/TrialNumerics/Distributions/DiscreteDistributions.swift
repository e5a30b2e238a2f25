import CBoostMath
import Glibc

/// The binomial distribution: successes among `trials` independent trials.
public struct BinomialDistribution: Sendable {
    /// Number of trials, ≥ 0.
    public let trials: Double
    /// Probability of success, 0…1.
    public let probability: Double

    /// Creates the distribution.
    public init(trials: Double, probability: Double) {
        self.trials = trials
        self.probability = probability
    }

    /// P(X ≤ count).
    public func cumulative(_ count: Double) -> Double { inUnitRange(boost_binomial_cdf(count, trials, probability, 1)) }

    /// P(X > count), computed directly.
    public func upperTail(_ count: Double) -> Double { inUnitRange(boost_binomial_cdf(count, trials, probability, 0)) }

    /// The logarithm of P(X = count).
    public func logMass(_ count: Double) -> Double {
        func term(_ n: Double, _ p: Double) -> Double { n == 0 ? 0 : n * log(p) }
        return logChoose(trials, count) + term(count, probability)
            + (trials == count ? 0 : (trials - count) * log1p(-probability))
    }
}
