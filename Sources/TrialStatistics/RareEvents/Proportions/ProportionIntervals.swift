import Glibc
import TrialNumerics

/// A confidence interval for the proportion of one group.
public protocol ProportionInterval: Sendable {
    /// A stable word, such as `wilson`.
    var code: String { get }
    /// The limits on the scale of proportions.
    func limits(of group: BinaryGroup, level: Double) -> ConfidenceLimits
}

private func normalQuantile(_ level: Double) -> Double { NormalDistribution.standard.upperQuantile((1 - level) / 2) }

/// The exact interval from both binomial tails.
///
/// Clopper and Pearson 1934, doi:10.1093/biomet/26.4.404; covers at least at the level. Beta quantiles; 0 and 1 at the
/// edges.
public struct ClopperPearson: ProportionInterval {
    /// `clopper-pearson`.
    public let code = "clopper-pearson"

    /// Creates the interval.
    public init() {}

    /// The limits.
    public func limits(of group: BinaryGroup, level: Double) -> ConfidenceLimits {
        let (x, n) = (group.events, group.total)
        let error = (1 - level) / 2
        // Closed forms at the edges keep full precision.
        if x == 0 { return ConfidenceLimits(lower: 0, upper: -expm1(log(error) / n)) }
        if x == n { return ConfidenceLimits(lower: exp(log(error) / n), upper: 1) }
        return ConfidenceLimits(
            lower: BetaDistribution(a: x, b: n - x + 1).quantile(error),
            upper: BetaDistribution(a: x + 1, b: n - x).upperQuantile(error))
    }
}

/// The score interval, with or without continuity correction.
///
/// Wilson 1927, doi:10.1080/01621459.1927.10502953; correction as in Newcombe 1998,
/// doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E.
public struct Wilson: ProportionInterval {
    /// Whether ½ is taken off the distance.
    public let continuityCorrection: Bool
    /// `wilson` or `wilson-corrected`.
    public var code: String { continuityCorrection ? "wilson-corrected" : "wilson" }

    /// Creates the interval.
    public init(continuityCorrection: Bool = false) { self.continuityCorrection = continuityCorrection }

    /// The limits.
    public func limits(of group: BinaryGroup, level: Double) -> ConfidenceLimits {
        let (x, n) = (group.events, group.total)
        let z = normalQuantile(level)
        let (p, z2) = (x / n, z * z)
        guard continuityCorrection else {
            let half = z * (p * (1 - p) / n + z2 / (4 * n * n)).squareRoot()
            let centre = p + z2 / (2 * n)
            let lower = x == 0 ? 0 : (centre - half) / (1 + z2 / n)
            return ConfidenceLimits(lower: max(0, lower), upper: x == n ? 1 : min(1, (centre + half) / (1 + z2 / n)))
        }
        let denominator = 2 * (n + z2)
        let lower =
            (2 * x + z2 - 1 - z * (z2 - 2 - 1 / n + 4 * p * (n * (1 - p) + 1)).squareRoot()) / denominator
        let upper =
            (2 * x + z2 + 1 + z * (z2 + 2 - 1 / n + 4 * p * (n * (1 - p) - 1)).squareRoot()) / denominator
        return ConfidenceLimits(lower: x == 0 ? 0 : max(0, lower), upper: x == n ? 1 : min(1, upper))
    }
}

/// The interval of the Beta(½, ½) prior, with 0 and 1 at the edges.
///
/// Brown, Cai and DasGupta 2001, doi:10.1214/ss/1009213286.
public struct Jeffreys: ProportionInterval {
    /// `jeffreys`.
    public let code = "jeffreys"

    /// Creates the interval.
    public init() {}

    /// The limits.
    public func limits(of group: BinaryGroup, level: Double) -> ConfidenceLimits {
        let posterior = BetaDistribution(a: group.events + 0.5, b: group.total - group.events + 0.5)
        let error = (1 - level) / 2
        return ConfidenceLimits(
            lower: group.events == 0 ? 0 : posterior.quantile(error),
            upper: group.events == group.total ? 1 : posterior.upperQuantile(error))
    }
}

/// The Wald interval around (x + z²/2) / (n + z²).
///
/// Agresti and Coull 1998, doi:10.1080/00031305.1998.10480550; cut at 0 and 1.
public struct AgrestiCoull: ProportionInterval {
    /// `agresti-coull`.
    public let code = "agresti-coull"

    /// Creates the interval.
    public init() {}

    /// The limits.
    public func limits(of group: BinaryGroup, level: Double) -> ConfidenceLimits {
        let z = normalQuantile(level)
        let n = group.total + z * z
        let p = (group.events + z * z / 2) / n
        let half = z * (p * (1 - p) / n).squareRoot()
        return ConfidenceLimits(lower: max(0, p - half), upper: min(1, p + half))
    }
}

/// The simple asymptotic interval p ± z √(p (1 − p) / n), with or without continuity correction; cut at 0 and 1.
///
/// Of no use near 0 and 1: there for comparison only (Newcombe 1998).
public struct SimpleAsymptotic: ProportionInterval {
    /// Whether 1 / (2 n) is added to the half-width.
    public let continuityCorrection: Bool
    /// `simple` or `simple-corrected`.
    public var code: String { continuityCorrection ? "simple-corrected" : "simple" }

    /// Creates the interval.
    public init(continuityCorrection: Bool = false) { self.continuityCorrection = continuityCorrection }

    /// The limits.
    public func limits(of group: BinaryGroup, level: Double) -> ConfidenceLimits {
        let p = group.events / group.total
        let half =
            normalQuantile(level) * (p * (1 - p) / group.total).squareRoot()
            + (continuityCorrection ? 0.5 / group.total : 0)
        return ConfidenceLimits(lower: max(0, p - half), upper: min(1, p + half))
    }
}

/// The exact interval of a rate from both Poisson tails.
///
/// Garwood 1936, doi:10.1093/biomet/28.3-4.437.
public struct Garwood: Sendable {
    /// Creates the interval.
    public init() {}

    /// The limits on the scale of rates.
    public func limits(of group: CountGroup, level: Double) -> ConfidenceLimits {
        let error = (1 - level) / 2
        let lower =
            group.count == 0 ? 0 : GammaDistribution(shape: group.count, scale: 1).quantile(error) / group.time
        return ConfidenceLimits(
            lower: lower,
            upper: GammaDistribution(shape: group.count + 1, scale: 1).upperQuantile(error) / group.time)
    }
}
