import Glibc
import TrialNumerics

/// Mean and standard deviation by maximum likelihood of the known order statistics, with the power of a Box–Cox
/// transformation estimated too.
///
/// As ``LogNormalMoments``, but the transformed numbers (x^λ − 1)/λ are the normal order statistics, and λ in 0…2 maximises
/// the likelihood together with location and scale; each known number adds (λ − 1) log x for the change of variable.
/// The moments are those of the inverse of the normal variable. This is the method for unknown non-normal distributions
/// (MLN); three numbers say little about λ, so log-normal data come out near the log-normal method, not at it. All
/// numbers must be above zero. Cai, Zhou and Pan 2021, doi:10.1177/09622802211047348.
public struct BoxCoxLikelihoodMoments: MomentEstimator {
    /// Creates the estimator.
    public init() {}

    /// Mean, standard deviation and standard error of the mean, in the units of the summary.
    ///
    /// - Throws: `StatisticsError` for numbers that are out of order, without spread, too few or not above zero, or a
    ///   search without end.
    public func moments(of summary: FiveNumberSummary) throws(StatisticsError) -> Derivation {
        let ordered = try summary.checked()
        try ConversionInput.positive(ordered.values[0], ordered.scenario == .quartiles ? "firstQuartile" : "minimum")
        // In units of the median: the power does not depend on the unit, and the search sees numbers near 1.
        let unit = ordered.median
        let scaled = ordered.mapped { $0 / unit }
        let power = Self.power(scaled)
        guard let fit = Self.fit(scaled, power) else {
            throw StatisticsError(
                .notConverged, "the likelihood of the order statistics has no optimum", field: "median")
        }
        let (mean, deviation) = BoxCoxMoments.back(fit.location, fit.scale, power)
        return try ordered.derivation(
            mean: unit * mean, deviation: unit * deviation,
            formula: "Box–Cox, λ = \(power), maximum likelihood of the order statistics",
            reference: "doi:10.1177/09622802211047348")
    }

    private typealias Fit = (location: Double, scale: Double, value: Double)

    /// The greatest power that is looked at; a square already stretches more than data that people call skewed.
    static let greatestPower = 2.0

    /// The power whose best location and scale are the most likely.
    static func power(_ summary: OrderedSummary) -> Double {
        func height(_ power: Double) -> Double { fit(summary, power)?.value ?? -.infinity }
        let grid = stride(from: 0.0, through: greatestPower, by: 0.1).map { (power: $0, height: height($0)) }
        let top = grid.max { $0.height < $1.height }!
        let found = Minimiser.minimum(
            from: max(0, top.power - 0.1), to: min(greatestPower, top.power + 0.1), of: { -height($0) })
        return -found.value > top.height ? found.argument : top.power
    }

    private static func fit(_ summary: OrderedSummary, _ power: Double) -> Fit? {
        let transformed = summary.mapped { BoxCoxMoments.transform($0, power) }
        let start = LuoWanShi.estimate(transformed)
        var minimiser = MultivariateMinimiser()
        minimiser.algorithm = .nelderMead
        minimiser.relativeTolerance = 1e-12
        let free = [Double.infinity, .infinity]
        let optimum = minimiser.minimum(
            from: [start.mean, log(start.deviation)], lower: free.map { -$0 }, upper: free
        ) { -LogNormalMoments.logLikelihood(transformed, location: $0[0], scale: exp($0[1])) }
        guard optimum.converged else { return nil }
        let change = summary.values.reduce(0) { $0 + (power - 1) * log($1) }
        return (optimum.arguments[0], exp(optimum.arguments[1]), change - optimum.value)
    }
}
