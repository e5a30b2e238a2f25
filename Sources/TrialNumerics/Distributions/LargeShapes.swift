import Glibc

/// The beta and the gamma distribution at shapes so large that they are almost normal, or almost each other; general
/// algorithms take seconds there, or lose all digits.
enum LargeShapes {
    /// From this shape on what is left out here is below 1e-13 of the answer.
    private static let almostNormal = 1e9

    /// Whether a gamma distribution is almost normal.
    static func isAlmostNormal(_ shape: Double) -> Bool { shape > almostNormal }

    /// Whether a beta distribution is almost normal.
    static func isAlmostNormal(_ a: Double, _ b: Double) -> Bool { min(a, b) > almostNormal }

    /// Whether −log(1 − x) (b + (a − 1)/2) is a gamma variable of shape a, to about (a/b)², as it is where b is far larger
    /// than a. Wise 1950, *Biometrika* 37, 208–218.
    static func isAlmostGamma(_ a: Double, _ b: Double) -> Bool { b > 1e12 && b > 1e7 * (a + 40) }
}

// MARK: - Probabilities

extension LargeShapes {
    /// One of the shapes, and by what share the variable that belongs to it lies above its mean.
    private struct Part {
        let shape: Double
        let deviation: Double

        var spread: Double { shape.squareRoot() * abs(deviation) }

        /// What this shape adds to (r² − u²) / u³.
        func skew(_ u: Double) -> Double {
            // 2 (t − log(1 + t)) / t² − 1 = t × 2 Σ (−1)^k t^(k − 1) / (k + 2), over k = 1…7.
            let series = stride(from: 9.0, through: 3, by: -1).reduce(0) { sum, k in -2 / k - deviation * sum }
            return (spread / u) * (spread / u) * (deviation / u) * series
        }
    }

    /// The probability on one side of `x` of a gamma variable of scale 1.
    static func gamma(_ tail: Tail, of x: Double, shape: Double) -> Double {
        probability(tail, Part(shape: shape, deviation: (x - shape) / shape), nil)
    }

    /// The probability on one side of x of a beta variable, from the shares by which x and 1 − x lie above their means.
    static func beta(_ tail: Tail, _ a: Double, _ b: Double, above: Double, restAbove: Double) -> Double {
        probability(tail, Part(shape: a, deviation: above), Part(shape: b, deviation: restAbove))
    }

    /// The gamma variable of shape `a` that stands for x, from −log(1 − x), where b is far larger than a.
    static func gammaVariable(_ a: Double, _ b: Double, minusLogRest: Double) -> Double {
        minusLogRest * (b + (a - 1) / 2)
    }

    /// Φ(r) − φ(r) (1/u − 1/r), the first terms of an expansion that holds alike in the middle and in the tails: u is what x
    /// lies above its mean in standard deviations, ½r² = Σ n (t − log(1 + t)) over the shapes n and their deviations t.
    /// Temme 1982, *SIAM Journal on Mathematical Analysis* 13, 239–253; what it leaves out is as 1/n.
    private static func probability(_ tail: Tail, _ first: Part, _ second: Part?) -> Double {
        let spread = hypot(first.spread, second?.spread ?? 0)
        let u = first.deviation < 0 ? -spread : spread
        // Further out nothing is left, and the series of the excess would not hold.
        guard abs(first.deviation) < 0.01, abs(second?.deviation ?? 0) < 0.01, spread < 100 else {
            return (tail == .upper) == (u > 0) ? 0 : 1
        }
        // 1/u − 1/r would lose its digits near the mean; (r² − u²) / u³ does not.
        let skew = u == 0 ? skewAtMean(first.shape, second?.shape) : first.skew(u) + (second?.skew(u) ?? 0)
        let ratio = (1 + u * skew).squareRoot()
        let r = u * ratio
        let correction = NormalDistribution.standard.density(r) * skew / (ratio * (1 + ratio))
        switch tail {
        case .lower: return NormalDistribution.standard.cumulative(r) - correction
        case .upper: return NormalDistribution.standard.upperTail(r) + correction
        }
    }

    /// What (r² − u²) / u³ tends to at the mean.
    private static func skewAtMean(_ a: Double, _ b: Double?) -> Double {
        let ratio = b.map { a / $0 } ?? 0
        return -2 / 3 * (1 - ratio) / (a * (1 + ratio)).squareRoot()
    }
}

// MARK: - Quantiles

extension LargeShapes {
    /// The gamma quantile of scale 1 for a normal quantile `z`, by Cornish and Fisher's expansion.
    static func gamma(shape: Double, normal z: Double) -> Double {
        expanded(mean: shape, deviation: shape.squareRoot(), skewness: 2 / shape.squareRoot(), z)
    }

    /// The beta quantile for a normal quantile `z`, by Cornish and Fisher's expansion.
    static func beta(_ a: Double, _ b: Double, normal z: Double) -> Double {
        let (p, q) = (a / (a + b), b / (a + b))
        let deviation = (p * q / (a + b + 1)).squareRoot()
        let skewness = 2 * (q - p) / (p * q * (a + b)).squareRoot()
        return min(1, max(0, expanded(mean: p, deviation: deviation, skewness: skewness, z)))
    }

    /// x from the gamma quantile, where b is far larger than a.
    static func beta(_ a: Double, _ b: Double, gamma: Double) -> Double { -expm1(-gamma / (b + (a - 1) / 2)) }

    private static func expanded(mean: Double, deviation: Double, skewness: Double, _ z: Double) -> Double {
        mean + deviation * (z + skewness * (z * z - 1) / 6)
    }
}
