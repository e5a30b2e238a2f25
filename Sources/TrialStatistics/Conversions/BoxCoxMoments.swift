import Glibc
import TrialNumerics

/// Mean and standard deviation through a Box–Cox transformation that makes the summary symmetric.
///
/// The power λ ≥ 0 makes quartiles and extremes lie symmetrically about the median (with all five numbers, as nearly as
/// one power can, each pair in units of its own width). Luo's mean and Wan's deviation of the transformed numbers are
/// taken back by integrating over the normal distribution, cut symmetrically where the inverse ends; random numbers,
/// which other programs use, would move the third digit. λ stays above zero because the moments do not exist below. All
/// numbers must be above zero. McGrath et al. 2020, doi:10.1177/0962280219889080.
public struct BoxCoxMoments: MomentEstimator {
    /// Creates the estimator.
    public init() {}

    /// Mean, standard deviation and standard error of the mean, in the units of the summary.
    ///
    /// - Throws: `StatisticsError` for numbers that are out of order, without spread, too few or not above zero.
    public func moments(of summary: FiveNumberSummary) throws(StatisticsError) -> Derivation {
        let ordered = try summary.checked()
        try ConversionInput.positive(ordered.values[0], ordered.scenario == .quartiles ? "firstQuartile" : "minimum")
        let power = Self.power(ordered)
        let transformed = ordered.mapped { Self.transform($0, power) }
        let location = LuoWanShi.mean(transformed)
        let scale = Wan.deviation(transformed)
        let (mean, deviation) = Self.back(location, scale, power)
        return try ordered.derivation(
            mean: mean, deviation: deviation, formula: "Box–Cox, λ = \(power)",
            reference: "doi:10.1177/0962280219889080")
    }

    /// (x^λ − 1)/λ, log x at 0.
    static func transform(_ x: Double, _ power: Double) -> Double {
        power == 0 ? log(x) : expm1(power * log(x)) / power
    }

    private static func inverse(_ z: Double, _ power: Double) -> Double {
        power == 0 ? exp(z) : power * z <= -1 ? 0 : exp(log1p(power * z) / power)
    }

    static let greatestPower = 10.0

    /// The power that makes the summary most symmetric.
    static func power(_ summary: OrderedSummary) -> Double {
        func skew(_ low: Double, _ high: Double, _ power: Double) -> Double {
            let (a, m, b) = (transform(low, power), transform(summary.median, power), transform(high, power))
            return b == a ? 0 : (a + b - 2 * m) / (b - a)
        }
        let pairs = [summary.range, summary.quartiles].compactMap { $0 }
        if pairs.count == 1 {
            // A greater power stretches the upper side, so the skewness rises with it.
            let pair = pairs[0]
            let root = RootFinder.root(from: 0, to: greatestPower) { skew(pair.low, pair.high, $0) }
            return root.found ?? (skew(pair.low, pair.high, 0) > 0 ? 0 : greatestPower)
        }
        let grid = stride(from: 0.0, to: greatestPower, by: 0.25)
        func distance(_ power: Double) -> Double {
            pairs.reduce(0) { sum, pair in
                let value = skew(pair.low, pair.high, power)
                return sum + value * value
            }
        }
        let start = grid.min { distance($0) < distance($1) }!
        let found = Minimiser.minimum(from: max(0, start - 0.25), to: start + 0.25, of: distance)
        return distance(0) <= found.value ? 0 : found.argument
    }

    /// Mean and standard deviation of the inverse of a normal variable, cut symmetrically where the inverse ends.
    static func back(_ location: Double, _ scale: Double, _ power: Double) -> (mean: Double, deviation: Double) {
        if power == 0 {
            let mean = exp(location + scale * scale / 2)
            return (mean, mean * expm1(scale * scale).squareRoot())
        }
        let limit = min(12, (location + 1 / power) / scale)
        guard limit > 0 else { return (.nan, .nan) }
        let normal = NormalDistribution.standard
        func integral(_ function: (Double) -> Double) -> Double {
            Quadrature.integral(from: -limit, to: limit, tolerance: 1e-12) { z in
                function(inverse(location + scale * z, power)) * normal.density(z)
            }.value / (1 - 2 * normal.upperTail(limit))
        }
        let mean = integral { $0 }
        return (mean, integral { ($0 - mean) * ($0 - mean) }.squareRoot())
    }
}
