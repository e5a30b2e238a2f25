import Glibc
import TrialNumerics

/// Ways to combine independent one-sided p-values into one.
///
/// Each says whether all null hypotheses may hold; none estimates an effect. p-values of 0 or 1, where a method takes
/// their logarithm or quantile, are an error. Becker 1994 in *The Handbook of Research Synthesis*, chapter 15.
public enum PValueCombination: String, Sendable, Codable, CaseIterable {
    /// Fisher: −2 Σ log p, χ² with 2k degrees of freedom.
    case sumOfLogs = "fisher"
    /// Stouffer: Σ w z/√(Σ w²), normal.
    case sumOfZ = "stouffer"
    /// The mean z over its own standard error, normal.
    case meanOfZ = "mean-z"
    /// Mudholkar and George: Σ logit p, scaled t with 5k + 4 degrees of freedom.
    case sumOfLogits = "logit"
    /// The mean of p, normal.
    case meanOfP = "mean-p"
    /// Edgington: the sum of p, by its exact distribution.
    case sumOfP = "edgington"
    /// Tippett: the smallest p.
    case minimum = "tippett"
    /// The greatest p.
    case maximum
    /// The number of p-values below ½, binomial.
    case vote

    /// A combined p-value and the statistic behind it.
    public struct Combined: Sendable, Codable, Equatable {
        /// The statistic; for `minimum` and `maximum` the p-value itself, for `vote` the count.
        public let statistic: Double
        /// Degrees of freedom, where the statistic has them.
        public let degreesOfFreedom: Double?
        /// The combined one-sided p-value.
        public let pValue: Double
    }

    /// Combines p-values; weights, one each, serve `sumOfZ` alone.
    public func combine(_ pValues: [Double], weights: [Double]? = nil) throws(StatisticsError) -> Combined {
        guard pValues.count > 1 else {
            throw StatisticsError(.tooFewStudies, "two p-values at least are needed", field: "pValue")
        }
        for (study, p) in pValues.enumerated() {
            let bounded = self == .meanOfP || self == .sumOfP || self == .minimum || self == .maximum || self == .vote
            guard bounded ? p >= 0 && p <= 1 : p > 0 && p < 1 else {
                throw StatisticsError(.impossibleData, "is not a usable p-value", study: study + 1, field: "pValue")
            }
        }
        if let weights, weights.count != pValues.count || !weights.allSatisfy({ $0 >= 0 }) {
            throw StatisticsError(.unequalLengths, "give one weight, not negative, a p-value", field: "weights")
        }
        return combined(pValues, weights ?? pValues.map { _ in 1 })
    }

    private func combined(_ p: [Double], _ weights: [Double]) -> Combined {
        let k = Double(p.count)
        let normal = NormalDistribution.standard
        func byNormal(_ z: Double) -> Combined {
            Combined(statistic: z, degreesOfFreedom: nil, pValue: normal.upperTail(z))
        }
        switch self {
        case .sumOfLogs:
            let statistic = -2 * p.reduce(0) { $0 + log($1) }
            let tail = ChiSquaredDistribution(degreesOfFreedom: 2 * k).upperTail(statistic)
            return Combined(statistic: statistic, degreesOfFreedom: 2 * k, pValue: tail)
        case .sumOfZ:
            let sum = zip(p, weights).reduce(0) { $0 + $1.1 * normal.upperQuantile($1.0) }
            return byNormal(sum / weights.reduce(0) { $0 + $1 * $1 }.squareRoot())
        case .meanOfZ:
            let z = p.map { normal.upperQuantile($0) }
            let mean = z.reduce(0, +) / k
            let variance = z.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (k - 1)
            return byNormal(mean / (variance / k).squareRoot())
        case .sumOfLogits:
            let scale = (k * .pi * .pi * (5 * k + 2) / (3 * (5 * k + 4))).squareRoot()
            let t = -p.reduce(0) { $0 + logit($1) } / scale
            let tail = StudentTDistribution(degreesOfFreedom: 5 * k + 4).upperTail(t)
            return Combined(statistic: t, degreesOfFreedom: 5 * k + 4, pValue: tail)
        case .meanOfP: return byNormal((0.5 - p.reduce(0, +) / k) * (12 * k).squareRoot())
        case .sumOfP:
            let sum = p.reduce(0, +)
            return Combined(statistic: sum, degreesOfFreedom: nil, pValue: uniformSum(sum, p.count))
        case .minimum:
            return Combined(statistic: p.min()!, degreesOfFreedom: nil, pValue: -expm1(k * log1p(-p.min()!)))
        case .maximum: return Combined(statistic: p.max()!, degreesOfFreedom: nil, pValue: pow(p.max()!, k))
        case .vote:
            let low = Double(p.count { $0 < 0.5 })
            let counted = Double(p.count { $0 != 0.5 })
            let tail = BinomialDistribution(trials: counted, probability: 0.5).upperTail(low - 1)
            return Combined(statistic: low, degreesOfFreedom: nil, pValue: low == 0 ? 1 : tail)
        }
    }

    /// P(sum of k uniform variables ≤ x) (Irwin–Hall); the lesser half is summed, where terms cancel least.
    private func uniformSum(_ x: Double, _ k: Int) -> Double {
        let n = Double(k)
        if x > n / 2 { return 1 - uniformSum(n - x, k) }
        // Beyond some 25 terms the alternating sum loses its digits; the normal is then good to 1e-3 of the tail.
        if k > 25 { return NormalDistribution.standard.cumulative((x - n / 2) / (n / 12).squareRoot()) }
        var sum = 0.0
        for j in 0...k where Double(j) < x {
            let term = exp(logChoose(n, Double(j)) + n * log(x - Double(j)) - logGamma(n + 1))
            sum += j % 2 == 0 ? term : -term
        }
        return max(0, sum)
    }
}
