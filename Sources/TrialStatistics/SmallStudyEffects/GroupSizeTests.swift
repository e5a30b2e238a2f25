/// The test of Deeks: the estimates on 1/√ESS, weighted by the effective sample size ESS = 4n₁n₂ / (n₁ + n₂).
///
/// Made for log diagnostic odds ratios. *Reference*: Deeks, Macaskill and Irwig 2005,
/// doi:10.1016/j.jclinepi.2005.01.016.
public struct DeeksTest: FunnelAsymmetryTest {
    /// `deeks`.
    public let code = "deeks"
    /// `Deeks`.
    public let name = "Deeks"

    /// Creates the test.
    public init() {}

    /// The weighted regression; needs group sizes.
    public func evaluate(_ funnel: Funnel) throws(StatisticsError) -> FunnelAsymmetry {
        let effective = try funnel.requiredSizes(for: name).map { 4 * $0.treatment * $0.control / $0.total }
        let model = try LinearModel(estimates: funnel.model.estimates, variances: effective.map { 1 / $0 })
        return try AsymmetryRegression(code: code, model: model, vanishesAtInfiniteSize: true)
            .evaluate(predictor: effective.map { 1 / $0.squareRoot() }, by: AsymmetryRegression.weighted)
    }
}

/// The test of Pustejovsky and Rodgers: the estimates on √(1/n₁ + 1/n₂), weighted by 1/v.
///
/// Made for standardised mean differences, whose standard error depends on the estimate itself. *Reference*:
/// Pustejovsky and Rodgers 2019, doi:10.1002/jrsm.1332.
public struct PustejovskyTest: FunnelAsymmetryTest {
    /// `pustejovsky`.
    public let code = "pustejovsky"
    /// `Pustejovsky–Rodgers`.
    public let name = "Pustejovsky–Rodgers"

    /// Creates the test.
    public init() {}

    /// The weighted regression; needs group sizes.
    public func evaluate(_ funnel: Funnel) throws(StatisticsError) -> FunnelAsymmetry {
        let predictor = try funnel.requiredSizes(for: name).map { (1 / $0.treatment + 1 / $0.control).squareRoot() }
        return try AsymmetryRegression(code: code, model: funnel.model, vanishesAtInfiniteSize: true)
            .evaluate(predictor: predictor, by: AsymmetryRegression.weighted)
    }
}
