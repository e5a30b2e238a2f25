import TrialNumerics

/// The rank correlation test of Begg and Mazumdar: Kendall's τ between standardised estimates and variances.
///
/// The estimates are standardised as (y − μ) / √(v − 1/Σ(1/v)) with μ their common-effect mean.
///
/// *Edge cases*: with ties among estimates or variances the exact distribution does not hold and the normal
/// approximation with its variance corrected for ties is given. All variances or all estimates equal leave nothing
/// to correlate: an error. Beyond 150 studies the exact distribution no longer differs and the approximation is given.
/// Low power below 25 studies. *Reference*: Begg and Mazumdar 1994, doi:10.2307/2533446.
public struct RankCorrelation: FunnelAsymmetryTest {
    /// `begg`.
    public let code = "begg"
    /// `Begg–Mazumdar`.
    public let name = "Begg–Mazumdar"
    /// Whether the exact distribution is used where there are no ties.
    public let isExact: Bool

    /// Creates the test, exact unless said otherwise.
    public init(exact: Bool = true) { isExact = exact }

    /// The test of the funnel's estimates.
    public func evaluate(_ funnel: Funnel) throws(StatisticsError) -> FunnelAsymmetry {
        let model = funnel.model
        guard model.studies < 3 || model.estimates.contains(where: { $0 != model.estimates[0] }) else {
            throw StatisticsError(.unsupported, "all estimates are equal; there is no rank correlation")
        }
        let total = model.variances.reduce(0) { $0 + 1 / $1 }
        let mean = zip(model.estimates, model.variances).reduce(0) { $0 + $1.0 / $1.1 } / total
        let standardised = zip(model.estimates, model.variances).map { ($0 - mean) / ($1 - 1 / total).squareRoot() }
        return try Self.result(code: code, standardised, model.variances, exact: isExact)
    }

    static func result(
        code: String, _ x: [Double], _ y: [Double], exact: Bool
    ) throws(StatisticsError) -> FunnelAsymmetry {
        guard x.count > 2 else {
            throw StatisticsError(
                .tooFewStudies, "a rank correlation needs at least 3 studies with information, there are \(x.count)")
        }
        let kendall = KendallCorrelation(x, y)
        guard kendall.correlation.isFinite, kendall.scoreVariance > 0 else {
            throw StatisticsError(
                .unsupported, "all studies have the same size or the same estimate; there is no rank correlation")
        }
        let exactValue = exact ? kendall.exactPValue : nil
        let error = kendall.scoreVariance.squareRoot()
        var warnings = MethodWarning.fewStudiesForAsymmetry(x.count)
        if exact, exactValue == nil {
            warnings.append(
                MethodWarning(
                    code: "normal-approximation",
                    message:
                        "Ties or many studies: the p-value of the rank correlation is from the normal approximation."
                ))
        }
        return FunnelAsymmetry(
            code: code, studies: x.count, bias: kendall.score, biasStandardError: error,
            statistic: kendall.score / error, degreesOfFreedom: nil, pValue: exactValue ?? kendall.asymptoticPValue,
            coefficients: [], limitEffect: nil, dispersion: nil, tau2: nil, rankCorrelation: kendall.correlation,
            warnings: warnings)
    }
}
