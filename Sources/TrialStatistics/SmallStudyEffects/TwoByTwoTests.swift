/// The test of Harbord: the score Z over its variance V on 1/√V, weighted by V, under no effect.
///
/// Z = events₁ − events · n₁/n and V = n₁n₂ · events · non-events / (n²(n − 1)). Avoids the link between a log odds
/// ratio and its standard error.
///
/// *Edge cases*: studies in which nobody or everybody had the event carry no information (V = 0) and are left out with
/// a warning. *Reference*: Harbord, Egger and Sterne 2006, doi:10.1002/sim.2380.
public struct HarbordTest: FunnelAsymmetryTest {
    /// `harbord`.
    public let code = "harbord"
    /// `Harbord`.
    public let name = "Harbord"

    /// Creates the test.
    public init() {}

    /// The weighted regression; needs tables.
    public func evaluate(_ funnel: Funnel) throws(StatisticsError) -> FunnelAsymmetry {
        let scores = try funnel.requiredTables(for: name).map(Score.init).filter { $0.variance > 0 }
        let model = try LinearModel(
            estimates: scores.map { $0.score / $0.variance }, variances: scores.map { 1 / $0.variance })
        return try AsymmetryRegression(code: code, model: model, vanishesAtInfiniteSize: true)
            .evaluate(predictor: scores.map { 1 / $0.variance.squareRoot() }, by: AsymmetryRegression.weighted)
            .noting(omitted: funnel.model.studies - scores.count)
    }

    private struct Score {
        let score: Double
        let variance: Double

        init(_ table: BinaryComparison) {
            let n = table.total1 + table.total2
            let events = table.events1 + table.events2
            score = table.events1 - events * table.total1 / n
            variance = table.total1 * table.total2 * events * (n - events) / (n * n * (n - 1))
        }
    }
}

/// The test of Peters: the estimates on 1/n, weighted by events × non-events / n.
///
/// *Edge cases*: studies in which nobody or everybody had the event have no weight and are left out with a warning.
/// *Reference*: Peters et al. 2006, doi:10.1001/jama.295.6.676.
public struct PetersTest: FunnelAsymmetryTest {
    /// `peters`.
    public let code = "peters"
    /// `Peters`.
    public let name = "Peters"

    /// Creates the test.
    public init() {}

    /// The weighted regression; needs tables.
    public func evaluate(_ funnel: Funnel) throws(StatisticsError) -> FunnelAsymmetry {
        let tables = try funnel.requiredTables(for: name)
        let kept = tables.indices.filter { i in !(tables[i].isDoubleZero || tables[i].isDoubleFull) }
        let model = try LinearModel(
            estimates: kept.map { funnel.model.estimates[$0] },
            variances: kept.map { i in
                let events = tables[i].events1 + tables[i].events2
                return 1 / events + 1 / (tables[i].nonEvents1 + tables[i].nonEvents2)
            })
        return try AsymmetryRegression(code: code, model: model, vanishesAtInfiniteSize: true)
            .evaluate(
                predictor: kept.map { 1 / (tables[$0].total1 + tables[$0].total2) }, by: AsymmetryRegression.weighted
            ).noting(omitted: tables.count - kept.count)
    }
}

extension FunnelAsymmetry {
    /// The same result, with a warning where studies were left out.
    func noting(omitted: Int) -> FunnelAsymmetry {
        guard omitted > 0 else { return self }
        let warning = MethodWarning(
            code: "studies-without-information",
            message: "\(omitted) studies in which nobody or everybody had the event took no part in this test.")
        return FunnelAsymmetry(
            code: code, studies: studies, bias: bias, biasStandardError: biasStandardError, statistic: statistic,
            degreesOfFreedom: degreesOfFreedom, pValue: pValue, coefficients: coefficients, limitEffect: limitEffect,
            dispersion: dispersion, tau2: tau2, rankCorrelation: rankCorrelation, warnings: warnings + [warning])
    }
}
