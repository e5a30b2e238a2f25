import Glibc

/// How far Stirling's formula is from log Γ(x + 1), for x > 0.
///
/// From x = 15 on the asymptotic series, whose first term left out is below 1e-15.
func stirlingError(_ x: Double) -> Double {
    guard x >= 15 else { return logGamma(x + 1) - (x + 0.5) * log(x) + x - 0.5 * log(2 * .pi) }
    let s = 1 / (x * x)
    return (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s / 1188)))) / x
}

/// x log(x / m) + m − x without loss of digits where x is near m: half the deviance of a Poisson count.
func halfDeviance(_ x: Double, _ mean: Double) -> Double {
    if x == 0 { return mean }
    guard abs(x - mean) < 0.1 * (x + mean) else { return x * log(x / mean) + mean - x }
    // log(x / m) = 2 artanh v.
    let v = (x - mean) / (x + mean)
    let square = v * v
    var (sum, power, n) = ((x - mean) * v, 2 * x * v, 1.0)
    while n < 60 {
        power *= square
        n += 2
        let next = sum + power / n
        if next == sum { break }
        sum = next
    }
    return sum
}

/// log P(X = x) of a binomial count as a function of its probability, to about 15 digits at any size.
///
/// The saddle-point form, in which nothing of the size of n log n is subtracted. Loader 2000, *Fast and Accurate
/// Computation of Binomial Probabilities*. Counts need not be whole.
public struct BinomialLogMass: Sendable {
    private let events: Double
    private let total: Double
    private let constant: Double

    /// Creates the function for `events` of `total`, both not negative.
    public init(events: Double, of total: Double) {
        self.events = events
        self.total = total
        let others = total - events
        guard events > 0, others > 0 else {
            constant = 0
            return
        }
        constant =
            stirlingError(total) - stirlingError(events) - stirlingError(others)
            + 0.5 * log(total / (2 * .pi * events) / others)
    }

    /// The value at a probability and its complement; −∞ where the count is impossible.
    public func at(_ probability: Double, _ complement: Double) -> Double {
        if events == 0 { return total * (probability < 0.5 ? log1p(-probability) : log(complement)) }
        if events == total { return total * (complement < 0.5 ? log1p(-complement) : log(probability)) }
        return constant - halfDeviance(events, total * probability) - halfDeviance(total - events, total * complement)
    }

    /// The largest value over all probabilities.
    public var largest: Double { constant }
}

/// log P(X = x) of a Poisson count as a function of its mean, to about 15 digits at any size; see ``BinomialLogMass``.
public struct PoissonLogMass: Sendable {
    private let count: Double
    private let constant: Double

    /// Creates the function for a count, not negative.
    public init(count: Double) {
        self.count = count
        constant = count > 0 ? -stirlingError(count) - 0.5 * log(2 * .pi * count) : 0
    }

    /// The value at a mean.
    public func at(_ mean: Double) -> Double { constant - halfDeviance(count, mean) }

    /// The largest value over all means.
    public var largest: Double { constant }
}
