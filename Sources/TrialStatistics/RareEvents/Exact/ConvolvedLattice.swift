import Glibc
import TrialNumerics

/// The distribution of a sum of independent counts, each given its margins, tilted by a common log ratio.
///
/// P(t) ∝ c(t) eᵗᶿ, where c is the convolution of the strata's weights. Coefficients are kept as logarithms, so strata of
/// any size fit; the convolution is the network algorithm of Mehta, Patel and Gray 1985 (doi:10.1080/01621459.1985.10478212)
/// for a common odds ratio.
struct ConvolvedLattice: Sendable {
    let lowest: Int
    let logCoefficients: [Double]

    var highest: Int { lowest + logCoefficients.count - 1 }

    init(lowest: Int, logCoefficients: [Double]) {
        self.lowest = lowest
        self.logCoefficients = logCoefficients
    }

    /// The sum over several strata.
    init(_ strata: [ConvolvedLattice]) {
        var total = ConvolvedLattice(lowest: 0, logCoefficients: [0])
        for stratum in strata { total = total.convolved(with: stratum) }
        self = total
    }

    /// The convolution. Both sequences are log-concave, so the largest product moves right with t, and the products fall
    /// off on both sides of it.
    private func convolved(with other: ConvolvedLattice) -> ConvolvedLattice {
        let (long, short) =
            logCoefficients.count >= other.logCoefficients.count
            ? (logCoefficients, other.logCoefficients) : (other.logCoefficients, logCoefficients)
        var result = Array(repeating: 0.0, count: long.count + short.count - 1)
        var top = 0
        for t in result.indices {
            let first = max(0, t - long.count + 1)
            let last = min(t, short.count - 1)
            top = max(top, first)
            while top < last && short[top + 1] + long[t - top - 1] >= short[top] + long[t - top] { top += 1 }
            let largest = short[top] + long[t - top]
            var sum = 1.0
            for j in stride(from: top + 1, through: last, by: 1) {
                let height = short[j] + long[t - j] - largest
                if height < -45 { break }
                sum += exp(height)
            }
            for j in stride(from: top - 1, through: first, by: -1) {
                let height = short[j] + long[t - j] - largest
                if height < -45 { break }
                sum += exp(height)
            }
            result[t] = largest + log(sum)
        }
        return ConvolvedLattice(lowest: lowest + other.lowest, logCoefficients: result)
    }

    /// P(T ≤ t), P(T ≥ t), P(T = t) and the mean at a log ratio.
    func probabilities(of count: Int, at logRatio: Double) -> LatticeProbabilities {
        var largest = -Double.infinity
        for (i, c) in logCoefficients.enumerated() { largest = max(largest, c + Double(i) * logRatio) }
        var (below, above, at, moment) = (0.0, 0.0, 0.0, 0.0)
        for (i, c) in logCoefficients.enumerated() {
            let mass = exp(c + Double(i) * logRatio - largest)
            moment += mass * Double(lowest + i)
            if lowest + i < count { below += mass } else if lowest + i > count { above += mass } else { at = mass }
        }
        let total = below + at + above
        return LatticeProbabilities(
            atMost: (below + at) / total, atLeast: (above + at) / total, exactly: at / total, mean: moment / total)
    }
}

/// A convolved lattice with the sum that was observed.
struct LatticeSum: ConditionalSum {
    private let lattice: ConvolvedLattice
    private let observed: Int

    init(_ counts: [any ConditionalCount]) {
        lattice = ConvolvedLattice(counts.map(\.lattice))
        observed = counts.reduce(0) { $0 + $1.observed }
    }

    func probabilities(at logRatio: Double) -> LatticeProbabilities {
        lattice.probabilities(of: observed, at: logRatio)
    }
}

/// Tail probabilities of a count.
struct LatticeProbabilities {
    let atMost: Double
    let atLeast: Double
    let exactly: Double
    let mean: Double
}
