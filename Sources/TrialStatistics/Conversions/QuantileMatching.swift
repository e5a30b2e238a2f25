import Glibc
import TrialNumerics

/// Mean and standard deviation of the distribution whose quantiles come nearest to the reported ones.
///
/// Normal, log-normal, gamma and Weibull (and beta, when all numbers lie within 0…1) are fitted by least squares to the
/// quantiles 1/n, ¼, ½, ¾, 1 − 1/n; the best fit gives the moments. With a number that is not above zero only the
/// normal is fitted. McGrath et al. 2020, doi:10.1177/0962280219889080.
public struct QuantileMatching: MomentEstimator {
    /// Creates the estimator.
    public init() {}

    /// Mean, standard deviation and standard error of the mean, in the units of the summary.
    ///
    /// - Throws: `StatisticsError` for numbers that are out of order, without spread or too few, or where no
    ///   distribution fits.
    public func moments(of summary: FiveNumberSummary) throws(StatisticsError) -> Derivation {
        let fit = try Self.bestFit(summary.checked())
        return try summary.checked().derivation(
            mean: fit.mean, deviation: fit.deviation, formula: "quantile matching, \(fit.family)",
            reference: "doi:10.1177/0962280219889080")
    }

    /// The sum of squared distances of the best fit; the smaller, the nearer.
    public func distance(of summary: FiveNumberSummary) throws(StatisticsError) -> Double {
        try Self.bestFit(summary.checked()).distance
    }

    struct Fit {
        let family: String
        let mean: Double
        let deviation: Double
        let distance: Double
    }

    static func bestFit(_ summary: OrderedSummary) throws(StatisticsError) -> Fit {
        let n = summary.total
        let probabilities: [Double] =
            switch summary.scenario {
            case .range: [1 / n, 0.5, 1 - 1 / n]
            case .quartiles: [0.25, 0.5, 0.75]
            case .all: [1 / n, 0.25, 0.5, 0.75, 1 - 1 / n]
            }
        let positive = summary.values[0] > 0
        var families: [QuantileFamily] = [.normal(summary)]
        if positive { families += [.logNormal(summary), .gamma(summary), .weibull(summary)] }
        if positive, summary.values.last! < 1 { families.append(.beta(summary)) }
        let fits = families.map { $0.fit(probabilities, summary.values) }
        guard let best = fits.min(by: { $0.distance < $1.distance }), best.distance.isFinite else {
            throw StatisticsError(.notConverged, "no distribution could be fitted", field: "median")
        }
        return best
    }
}

/// A two-parameter distribution by unbounded parameters, with a place to start.
struct QuantileFamily {
    let name: String
    let start: [Double]
    let quantile: ([Double], Double) -> Double
    let moments: ([Double]) -> (mean: Double, deviation: Double)

    func fit(_ probabilities: [Double], _ values: [Double]) -> QuantileMatching.Fit {
        var minimiser = MultivariateMinimiser()
        minimiser.algorithm = .nelderMead
        minimiser.relativeTolerance = 1e-12
        minimiser.maximumEvaluations = 20_000
        let free = [Double.infinity, .infinity]
        func distance(_ parameters: [Double]) -> Double {
            zip(probabilities, values).reduce(0) { sum, pair in
                let gap = quantile(parameters, pair.0) - pair.1
                return sum + gap * gap
            }
        }
        // Started again where it ended: a simplex that has collapsed too early gets a second life.
        var point = start
        for _ in 0..<3 {
            point = minimiser.minimum(from: point, lower: free.map { -$0 }, upper: free, of: distance).arguments
        }
        let (mean, deviation) = moments(point)
        return QuantileMatching.Fit(family: name, mean: mean, deviation: deviation, distance: distance(point))
    }

    static func normal(_ summary: OrderedSummary) -> QuantileFamily {
        let (mean, deviation) = LuoWanShi.estimate(summary)
        return QuantileFamily(name: "normal", start: [mean, log(deviation)]) { x, p in
            x[0] + exp(x[1]) * NormalDistribution.standard.quantile(p)
        } moments: {
            ($0[0], exp($0[1]))
        }
    }

    static func logNormal(_ summary: OrderedSummary) -> QuantileFamily {
        let (mean, deviation) = LuoWanShi.estimate(summary.mapped { log($0) })
        return QuantileFamily(name: "log-normal", start: [mean, log(deviation)]) { x, p in
            exp(x[0] + exp(x[1]) * NormalDistribution.standard.quantile(p))
        } moments: { x in
            let variance = exp(2 * x[1])
            let mean = exp(x[0] + variance / 2)
            return (mean, mean * expm1(variance).squareRoot())
        }
    }

    static func gamma(_ summary: OrderedSummary) -> QuantileFamily {
        let (mean, deviation) = LuoWanShi.estimate(summary)
        let variation = deviation / max(mean, deviation / 3)
        let shape = 1 / (variation * variation)
        return QuantileFamily(name: "gamma", start: [log(shape), log(max(mean, deviation / 3) / shape)]) { x, p in
            GammaDistribution(shape: exp(x[0]), scale: exp(x[1])).quantile(p)
        } moments: { x in
            (exp(x[0] + x[1]), exp(x[0] / 2 + x[1]))
        }
    }

    static func weibull(_ summary: OrderedSummary) -> QuantileFamily {
        let spread = LuoWanShi.deviation(summary.mapped { log($0) })
        // log X has standard deviation π/(√6 shape).
        let shape = 1.28 / spread
        return QuantileFamily(name: "Weibull", start: [log(shape), log(summary.median) + 0.37 / shape]) { x, p in
            exp(x[1] + log(-log1p(-p)) / exp(x[0]))
        } moments: { x in
            let inverse = exp(-x[0])
            let first = exp(x[1] + logGamma(1 + inverse))
            return (first, first * expm1(logGamma(1 + 2 * inverse) - 2 * logGamma(1 + inverse)).squareRoot())
        }
    }

    static func beta(_ summary: OrderedSummary) -> QuantileFamily {
        let (estimate, deviation) = LuoWanShi.estimate(summary)
        let mean = min(0.95, max(0.05, estimate))
        let size = max(0.5, mean * (1 - mean) / (deviation * deviation) - 1)
        return QuantileFamily(name: "beta", start: [log(mean * size), log((1 - mean) * size)]) { x, p in
            BetaDistribution(a: exp(x[0]), b: exp(x[1])).quantile(p)
        } moments: { x in
            let (a, b) = (exp(x[0]), exp(x[1]))
            return (a / (a + b), (a * b / (a + b + 1)).squareRoot() / (a + b))
        }
    }
}
