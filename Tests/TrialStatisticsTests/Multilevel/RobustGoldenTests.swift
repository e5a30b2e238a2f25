import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// Cluster-robust inference against clubSandwich, metafor's `robust` and robumeta.
struct RobustGoldenTests {
    static let sandwiches = GoldenMultilevel.cases.filter { $0.function == "coef_test" }
    static let robust = GoldenMultilevel.cases.filter { $0.function == "robust" }
    static let regressions = GoldenMultilevel.cases.filter { $0.function == "robu" }
    /// The components behind it are searched for by either side.
    static let error = Tolerance(relative: 1e-6)
    static let derived = Tolerance(relative: 1e-5, floor: 1e-9)

    @Test("there are 50 sandwiches, 14 of metafor and 4 of robumeta")
    func hasCases() {
        #expect([Self.sandwiches.count, Self.robust.count, Self.regressions.count] == [50, 14, 4])
    }

    /// The words of a column; whole numbers without decimals.
    private func words(_ golden: GoldenCase, _ name: String) -> [String] {
        golden.input[name].list.map { $0.text ?? $0.number.map { "\($0)" } ?? "" }
    }

    private static let degrees: [String: ClusterDegrees] = [
        "Satterthwaite": .satterthwaite, "naive-t": .clusters, "naive-tp": .clustersLessCoefficients, "z": .infinite,
    ]

    @Test("coefficients agree with coef_test of clubSandwich", arguments: sandwiches)
    func sandwich(_ golden: GoldenCase) throws {
        let setting = try GoldenMultilevel(golden)
        let fit = try setting.fitter.fit(setting.model)
        let isBerkey = golden.id.contains("berkey")
        let code = golden.arguments["vcov"].text ?? String(golden.id.suffix(3))
        let method = RobustMethod(
            correction: try #require(ClusterCorrection(rawValue: code)),
            degrees: Self.degrees[golden.arguments["test"].text ?? ""] ?? .satterthwaite)
        let robust = try setting.fitter.robust(
            setting.model, fit, clusters: words(golden, isBerkey ? "trial" : "district"), by: method)
        let check = GoldenCheck(golden: golden)
        check("beta", robust.coefficients.map(\.estimate), Self.error)
        check("se", robust.coefficients.map(\.standardError), Self.error)
        check("tstat", robust.coefficients.map(\.statistic), Self.error)
        check("df", robust.coefficients.map { $0.degreesOfFreedom ?? .infinity }, Self.derived)
        check("pval", robust.coefficients.map(\.pValue), Self.derived)
        #expect(abs(robust.clusters.reduce(0) { $0 + $1.leverage } - 1) < 1e-10)
    }

    @Test("coefficients, covariance and test agree with robust of metafor", arguments: robust)
    func robustOfMetafor(_ golden: GoldenCase) throws {
        let isPlain = golden.id.hasPrefix("robustuni")
        let isCorrected = golden.arguments["clubSandwich"].flag == true
        let isAdjusted = golden.arguments["adjust"].flag ?? true
        let method = RobustMethod(
            correction: isCorrected ? .biasReduced : isAdjusted ? .clustersAndCoefficients : .none,
            degrees: isCorrected ? .satterthwaite : .clustersLessCoefficients)
        let (model, fitter) = isPlain ? try plain(golden) : try multilevel(golden)
        let robust = try fitter.robust(
            model, try fitter.fit(model), clusters: words(golden, "district"), by: method)
        let check = GoldenCheck(golden: golden)
        check("beta", robust.coefficients.map(\.estimate), Self.error)
        check("se", robust.coefficients.map(\.standardError), Self.error)
        check("zval", robust.coefficients.map(\.statistic), Self.error)
        check("pval", robust.coefficients.map(\.pValue), Self.derived)
        check("ci.lb", robust.coefficients.map(\.limits.lower), Self.derived)
        check("ci.ub", robust.coefficients.map(\.limits.upper), Self.derived)
        let degrees = robust.coefficients.map(\.degreesOfFreedom)
        check("ddf", isCorrected ? degrees : [degrees[0]], Self.derived)
        guard !isPlain else { return }
        let test = try #require(robust.test)
        check("QM", test.statistic, Self.derived)
        check("QMdf", [Double(test.degreesOfFreedom), test.denominatorDegreesOfFreedom], Self.derived)
        check("QMp", test.pValue, Self.derived)
        let rows = golden.expected["vb"].list.flatMap(\.numbers)
        check("vb", robust.covariance.elements, .list(rows.map { $0.map { .number($0) } ?? .null }), Self.derived)
    }

    private func multilevel(_ golden: GoldenCase) throws -> (MultilevelModel, MultilevelFitter) {
        let setting = try GoldenMultilevel(golden)
        return (setting.model, setting.fitter)
    }

    /// A plain random-effects model is one with a level a row.
    private func plain(_ golden: GoldenCase) throws -> (MultilevelModel, MultilevelFitter) {
        let estimates = golden.column("yi").compactMap(\.self)
        let model = try MultilevelModel(
            estimates: estimates,
            covariance: SamplingCovariance(variances: golden.column("vi").compactMap(\.self)),
            terms: [RandomTerm(name: "row", rows: estimates.indices.map(String.init))])
        return (model, MultilevelFitter())
    }

    @Test("regressions agree with robumeta", arguments: regressions)
    func regression(_ golden: GoldenCase) throws {
        let model = try LinearModel(
            estimates: golden.column("effect.size").compactMap(\.self),
            variances: golden.column("var").compactMap(\.self))
        let isCorrelated = golden.arguments["modelweights"].text == "CORR"
        let fit = try RobustVarianceEstimation(
            model, studies: words(golden, "cl"),
            working: isCorrelated ? .correlated(golden.arguments["rho"].number ?? .nan) : .hierarchical,
            isSmall: golden.arguments["small"].flag == true)
        let check = GoldenCheck(golden: golden)
        let coefficients = fit.inference.coefficients
        check("beta", coefficients.map(\.estimate), .closedForm)
        check("se", coefficients.map(\.standardError), .closedForm)
        check("t", coefficients.map(\.statistic), .closedForm)
        check("df", coefficients.map(\.degreesOfFreedom), .pValue)
        check("pval", coefficients.map(\.pValue), .pValue)
        check("ci.lb", coefficients.map(\.limits.lower), .pValue)
        check("ci.ub", coefficients.map(\.limits.upper), .pValue)
        check("tau2", fit.tau2, .closedForm)
        check("omega2", fit.omega2, .closedForm)
        check("I2", fit.iSquared, .closedForm)
    }
}
