import Glibc
import TrialNumerics

/// Expectations and covariances of the order statistics of a normal sample.
enum NormalOrderStatistics {
    /// The expected range of n standard normal values: ∫ 1 − Φⁿ − (1 − Φ)ⁿ.
    static func expectedRange(_ n: Double) -> Double {
        let normal = NormalDistribution.standard
        // Twice the half-line: the integrand is even.
        return 2
            * Quadrature.integral(from: 0, to: 40) { x in
                let upper = normal.upperTail(x)
                return -expm1(n * log1p(-upper)) - pow(upper, n)
            }.value
    }

    /// The expected range to the three decimals of Wan's table 1.
    static func tabulatedRange(_ n: Double) -> Double { (expectedRange(n) * 1000).rounded() / 1000 }

    /// Twice the expected third quartile of n = 4q + 1 values, to the three decimals of Wan's table 2.
    static func tabulatedQuartileRange(_ q: Double) -> Double {
        (2 * expected(rank: 3 * q + 1, total: 4 * q + 1) * 1000).rounded() / 1000
    }

    /// The expectation of the order statistic of that rank, by quadrature.
    static func expected(rank r: Double, total n: Double) -> Double {
        let normal = NormalDistribution.standard
        let constant = logGamma(n + 1) - logGamma(r) - logGamma(n - r + 1)
        return Quadrature.integral(from: -12, to: 12) { x in
            let logDensity =
                constant + (r - 1) * log(normal.cumulative(x)) + (n - r) * log(normal.upperTail(x))
                + normal.logDensity(x)
            return x * exp(logDensity)
        }.value
    }

    /// The derivatives of the normal quantile function at p, the quantile itself first.
    private static func quantileDerivatives(_ p: Double) -> [Double] {
        let x = NormalDistribution.standard.quantile(p)
        let r = 1 / NormalDistribution.standard.density(x)
        let square = x * x
        return [
            x, r, x * r * r, (1 + 2 * square) * r * r * r, x * (7 + 6 * square) * r * r * r * r,
        ]
    }

    /// Expectations by the expansion of David and Johnson 1954, doi:10.1093/biomet/41.1-2.228, to the order (n + 2)⁻².
    static func approximateExpectation(rank: Double, total: Double) -> Double {
        let p = rank / (total + 1)
        let (q, m) = (1 - p, total + 2)
        let d = quantileDerivatives(p)
        return d[0] + p * q / (2 * m) * d[2] + p * q / (m * m) * ((q - p) / 3 * d[3] + p * q / 8 * d[4])
    }

    /// Covariances by the same expansion, to the same order.
    static func approximateCovariance(rank r: Double, _ s: Double, total: Double) -> Double {
        let (p, t) = (min(r, s) / (total + 1), max(r, s) / (total + 1))
        let (q, u, m) = (1 - p, 1 - t, total + 2)
        let (a, b) = (quantileDerivatives(p), quantileDerivatives(t))
        let first = a[1] * b[1]
        let second =
            (q - p) * a[2] * b[1] + (u - t) * a[1] * b[2] + p * q / 2 * a[3] * b[1] + t * u / 2 * a[1] * b[3]
            + p * u / 2 * a[2] * b[2]
        return p * u / m * (first + second / m)
    }
}
