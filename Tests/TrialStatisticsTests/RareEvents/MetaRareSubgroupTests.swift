import Foundation
import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// Subgroups of `metabin`, and the double arcsine of metafor turned back.
@Suite("Subgroups and back-transformations agree with the R packages")
struct MetaRareSubgroupTests {
    @Test("subgroups", arguments: MetaRareGoldenTests.subgroups)
    func agreesSubgroups(_ golden: GoldenCase) throws {
        let answer = MetaRareAnswer(golden)
        let labels = golden.input["grp"].list.map { $0.text ?? "" }
        let kept = labels.indices.filter { MetaRareAnswer(golden, rows: [$0]).effects.count == 1 }
        let model = try LinearModel(
            estimates: answer.effects.map(\.estimate), variances: answer.effects.map(\.variance))
        let reml = golden.arguments["method.tau"].text != "DL"
        let estimator: any HeterogeneityEstimator =
            reml
            ? StoppedShort(golden.expected["tau2.w"].numbers + [golden.expected["tau2"].number])
            : DerSimonianLaird()
        let pooling = PoolingModel(
            heterogeneity: estimator, interval: NormalInterval(),
            prediction: PredictionInterval(.tStudiesMinusOne, errorSource: .model))
        let common = golden.arguments["tau.common"].flag == true
        let analysis = try Subgroups(heterogeneity: common ? .common : .separate)
            .analyse(model, labels: kept.map { labels[$0] }, pooling: pooling)
        let check = GoldenCheck(golden: golden)
        let names = golden.expected["bylevs"].list.map { $0.text ?? "" }
        let groups = names.map { name in analysis.groups.first { $0.label == name }!.fit }
        let tolerance: Tolerance = reml ? .searched : .closedForm
        check("k.w", groups.map { Double($0.studies) }, .closedForm)
        check("TE.random.w", groups.map(\.pooled.estimate), tolerance)
        check("seTE.random.w", groups.map(\.pooled.standardError), tolerance)
        check("lower.predict.w", groups.map(\.prediction?.lower), tolerance)
        check("upper.predict.w", groups.map(\.prediction?.upper), tolerance)
        check("tau2.w", groups.map(\.heterogeneity.tau2), tolerance)
        check("Q.w", groups.map(\.heterogeneity.q), .closedForm)
        check("Q.b.random", analysis.between?.statistic, tolerance)
        compareCommon(golden, labels, names, check)
    }

    private func compareCommon(
        _ golden: GoldenCase, _ labels: [String], _ names: [String], _ check: GoldenCheck
    ) {
        let pooled = names.map { name -> EffectEstimate in
            let part = MetaRareAnswer(golden, rows: labels.indices.filter { labels[$0] == name })
            if let own = part.common { return own }
            return GivenWeightPooling.pooled(part.effects, weights: part.effects.map { 1 / $0.variance })
        }
        check("TE.common.w", pooled.map(\.estimate), .closedForm)
        check("seTE.common.w", pooled.map(\.standardError), .closedForm)
        let mean = GivenWeightPooling.pooled(pooled, weights: pooled.map { 1 / $0.variance })
        check("Q.b.common", squares(pooled, around: mean.estimate), .closedForm)
    }

    @Test("double arcsine, turned back with the harmonic mean", arguments: Reference.cases("f07b_pft_backtransf"))
    func backTransformed(_ golden: GoldenCase) throws {
        let groups = zip(golden.column("xi"), golden.column("ni")).map { BinaryGroup(events: $0!, total: $1!) }
        let method = golden.arguments["method"].text ?? ""
        let model = PoolingModel(
            heterogeneity: MethodRegistry.standard.estimator(method), interval: NormalInterval())
        let answer = try #require(
            try DoubleArcsinePooling(size: .harmonicMean, model: model).pool(groups).estimate)
        let check = GoldenCheck(golden: golden)
        let tolerance: Tolerance = method == "REML" ? .searched : .closedForm
        #expect(!golden.expected["pred"].isNull)
        check("pred", answer.estimate, tolerance)
        check("ci.lb", answer.lower, tolerance)
        check("ci.ub", answer.upper, tolerance)
    }

    @Test("every size leads back to a proportion, warned about", arguments: DoubleArcsineSize.allCases)
    func sizes(_ size: DoubleArcsineSize) throws {
        let groups = [(2.0, 12.0), (0, 240), (9, 60)].map { BinaryGroup(events: $0.0, total: $0.1) }
        let method = DoubleArcsinePooling(size: size)
        let answer = try #require(try method.pool(groups).estimate)
        #expect(answer.lower >= 0 && answer.lower <= answer.estimate && answer.estimate <= answer.upper)
        #expect(answer.upper <= 1)
        #expect(method.warnings(for: groups).map(\.code) == ["arbitrary-size", "unequal-sizes"])
    }
}
