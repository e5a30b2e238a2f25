import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// Subgroup analyses of R's package meta.
struct SubgroupsGoldenTests {
    static let cases = Reference.cases("f07_metagen").filter { !$0.arguments["tau.common"].isNull }
    @Test("there are 24 cases") func hasCases() { #expect(Self.cases.count == 24) }

    @Test("groups and the test between them agree with meta", arguments: cases)
    func agrees(_ golden: GoldenCase) throws {
        let reml = golden.arguments["method.tau"].text == "REML"
        let tolerance = reml ? Tolerance.searched : .closedForm
        let usesHartungKnapp = golden.arguments["method.random.ci"].text == "HK"
        let estimator: any HeterogeneityEstimator =
            reml
            ? StoppedShort(golden.expected["tau2.w"].numbers + [golden.expected["tau2"].number])
            : DerSimonianLaird()
        let pooling = PoolingModel(
            heterogeneity: estimator, interval: usesHartungKnapp ? HartungKnapp() : NormalInterval(),
            prediction: PredictionInterval(.tStudiesMinusOne, errorSource: .model))
        let model = try LinearModel(
            estimates: golden.column("TE").compactMap { $0 },
            variances: golden.column("seTE").compactMap { $0.map { $0 * $0 } })
        let labels = golden.input["grp"].list.map { $0.text ?? $0.number.map { "\($0)" } ?? "" }
        let common = golden.arguments["tau.common"].flag == true
        let analysis = try Subgroups(heterogeneity: common ? .common : .separate)
            .analyse(model, labels: labels, pooling: pooling)
        let plain = try Subgroups().analyse(model, labels: labels, pooling: .commonEffect)
        func check(_ field: String, _ actual: [Double?], _ tolerance: Tolerance) {
            let reference = golden.expected[field].numbers
            for (a, e) in zip(actual, reference) {
                guard let e else { continue }
                #expect(tolerance.accepts(a ?? .nan, e), "\(field): \(a ?? .nan), expected \(e)")
            }
        }
        let groups = analysis.groups.map(\.fit)
        check("k.w", groups.map { Double($0.studies) }, .closedForm)
        check("TE.random.w", groups.map(\.pooled.estimate), tolerance)
        check("seTE.random.w", groups.map(\.pooled.standardError), tolerance)
        check("lower.random.w", groups.map(\.pooled.limits.lower), tolerance)
        check("upper.random.w", groups.map(\.pooled.limits.upper), tolerance)
        check("lower.predict.w", groups.map(\.prediction?.lower), tolerance)
        check("upper.predict.w", groups.map(\.prediction?.upper), tolerance)
        check("tau2.w", groups.map(\.heterogeneity.tau2), tolerance)
        check("tau2.resid", [analysis.commonTau2], tolerance)
        check("Q.w", groups.map(\.heterogeneity.q), .closedForm)
        check("pval.Q.w", groups.map(\.heterogeneity.qPValue), .pValue)
        check("TE.common.w", plain.groups.map(\.fit.pooled.estimate), .closedForm)
        check("seTE.common.w", plain.groups.map(\.fit.pooled.standardError), .closedForm)
        check("I2.w", plain.groups.map { $0.fit.heterogeneity.iSquared / 100 }, .closedForm)
        check("Q.b.random", [analysis.between?.statistic], tolerance)
        check("pval.Q.b.random", [analysis.between?.pValue], tolerance)
        check("Q.b.common", [plain.between?.statistic], .closedForm)
        check("pval.Q.b.common", [plain.between?.pValue], .pValue)
        check("Q.w.common", [plain.qWithin], .closedForm)
        check("df.Q.w", [Double(analysis.qWithinDegreesOfFreedom)], .closedForm)
    }
}
