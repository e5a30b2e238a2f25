import Glibc

/// Quantiles of the beta and the gamma distribution at shapes so large that they are almost normal, or almost each other;
/// general algorithms take seconds there, or lose all digits.
enum LargeShapes {
    /// From this shape on what Cornish and Fisher's expansion leaves out after the skewness is below 1e-13 of a quantile.
    private static let almostNormal = 1e9

    /// The gamma quantile of scale 1 for a normal quantile `z`; nil where the shape is not large.
    static func gamma(shape: Double, _ z: () -> Double) -> Double? {
        guard shape > almostNormal, shape.isFinite else { return nil }
        return expanded(mean: shape, deviation: shape.squareRoot(), skewness: 2 / shape.squareRoot(), z())
    }

    /// The beta quantile for a normal quantile `z`; nil where not both shapes are large.
    static func beta(_ a: Double, _ b: Double, _ z: () -> Double) -> Double? {
        guard min(a, b) > almostNormal, max(a, b).isFinite else { return nil }
        let (p, q) = (a / (a + b), b / (a + b))
        let deviation = (p * q / (a + b + 1)).squareRoot()
        let skewness = 2 * (q - p) / (p * q * (a + b)).squareRoot()
        return min(1, max(0, expanded(mean: p, deviation: deviation, skewness: skewness, z())))
    }

    /// Where b is far larger than a, −log(1 − x) (b + (a − 1)/2) is a gamma variable of shape a, to about (a/b)². Wise 1950,
    /// *Biometrika* 37, 208–218.
    static func isAlmostGamma(_ a: Double, _ b: Double) -> Bool { b > 1e12 && b > 1e7 * (a + 40) && b.isFinite }

    /// x from the gamma quantile.
    static func beta(_ a: Double, _ b: Double, gamma: Double) -> Double { -expm1(-gamma / (b + (a - 1) / 2)) }

    private static func expanded(mean: Double, deviation: Double, skewness: Double, _ z: Double) -> Double {
        mean + deviation * (z + skewness * (z * z - 1) / 6)
    }
}
