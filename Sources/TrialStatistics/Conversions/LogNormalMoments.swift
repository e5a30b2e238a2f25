import Glibc
import TrialNumerics

/// Mean and standard deviation of a log-normal distribution by maximum likelihood from the known order statistics.
///
/// The logarithms are normal order statistics of ranks 1, (n + 1)/4, (n + 1)/2, 3(n + 1)/4 and n; their location μ and
/// scale σ maximise the joint density. Mean exp(μ + σ²/2), standard deviation mean · √(exp(σ²) − 1). This is the method
/// for unknown non-normal distributions (MLN) with its power fixed at 0, since so few numbers say next to nothing about
/// it. All numbers must be above zero. Cai, Zhou and Pan 2021, doi:10.1177/09622802211047348.
public struct LogNormalMoments: MomentEstimator {
    /// Creates the estimator.
    public init() {}

    /// Mean, standard deviation and standard error of the mean, in the units of the summary.
    ///
    /// - Throws: `StatisticsError` for numbers that are out of order, without spread, too few or not above zero, or a
    ///   search without end.
    public func moments(of summary: FiveNumberSummary) throws(StatisticsError) -> Derivation {
        let ordered = try summary.checked()
        try ConversionInput.positive(ordered.values[0], ordered.scenario == .quartiles ? "firstQuartile" : "minimum")
        let logs = ordered.mapped { log($0) }
        let start = LuoWanShi.estimate(logs)
        var minimiser = MultivariateMinimiser()
        minimiser.algorithm = .nelderMead
        let free = [Double.infinity, .infinity]
        let optimum = minimiser.minimum(
            from: [start.mean, log(start.deviation)], lower: free.map { -$0 }, upper: free
        ) { -Self.logLikelihood(logs, location: $0[0], scale: exp($0[1])) }
        guard optimum.converged else {
            throw StatisticsError(
                .notConverged, "the likelihood of the order statistics has no optimum", field: "median")
        }
        let (mean, deviation) = BoxCoxMoments.back(optimum.arguments[0], exp(optimum.arguments[1]), 0)
        return try ordered.derivation(
            mean: mean, deviation: deviation, formula: "log-normal, maximum likelihood of the order statistics",
            reference: "doi:10.1177/09622802211047348")
    }

    static func logLikelihood(_ summary: OrderedSummary, location: Double, scale: Double) -> Double {
        let n = summary.total
        let ranks: [Double] =
            switch summary.scenario {
            case .range: [1, (n + 1) / 2, n]
            case .quartiles: [(n + 1) / 4, (n + 1) / 2, 3 * (n + 1) / 4]
            case .all: [1, (n + 1) / 4, (n + 1) / 2, 3 * (n + 1) / 4, n]
            }
        let normal = NormalDistribution.standard
        let z = summary.values.map { ($0 - location) / scale }
        var sum = z.reduce(0) { $0 + normal.logDensity($1) } - Double(z.count) * log(scale)
        func add(_ count: Double, _ probability: Double) { if count > 0 { sum += count * log(probability) } }
        add(ranks[0] - 1, normal.cumulative(z[0]))
        add(n - ranks.last!, normal.upperTail(z.last!))
        for index in 1..<z.count {
            add(ranks[index] - ranks[index - 1] - 1, normal.cumulative(z[index]) - normal.cumulative(z[index - 1]))
        }
        return sum
    }
}
