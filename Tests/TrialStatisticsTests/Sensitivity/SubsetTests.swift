import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

struct SubsetTests {
    static let cases = FollowUpGolden.cases("gosh")
    static let model = try! LinearModel(
        estimates: [-0.9, -1.2, 0.4, -0.8, 0.1, -0.6], variances: [0.02, 0.04, 0.01, 0.05, 0.03, 0.015])
    static let random = PoolingModel(
        heterogeneity: RestrictedMaximumLikelihood(), interval: HartungKnapp.guarded,
        prediction: PredictionInterval(.tStudiesMinusOne))

    @Test("there are cases to check") func hasCases() { #expect(Self.cases.count == 9) }

    @Test("all subsets agree with metafor's", arguments: cases)
    func agrees(_ golden: GoldenCase) throws {
        let result = try SubsetExploration(FollowUpGolden.model(golden), by: FollowUpGolden.choices(golden))
        #expect(result.isComplete)
        let subsets = golden.expected["incl"].list.map { row in
            row.list.enumerated().reduce(0) { $0 | ($1.element.number == 1 ? 1 << $1.offset : 0) } - 1
        }
        #expect(Set(subsets).count == result.estimates.count)
        golden.expect("k", subsets.map { Double(result.studies[$0]) }, .closedForm)
        golden.expect("QE", subsets.map { result.q[$0] }, .followUp)
        golden.expect("I2", subsets.map { result.iSquared[$0] }, .followUp)
        golden.expect("H2", subsets.map { result.hSquared[$0] }, .followUp)
        golden.expect("tau2", subsets.map { result.tau2[$0] }, .refittedTau2)
        golden.expect("estimate", subsets.map { result.estimates[$0] }, .followUp)
    }

    @Test(
        "each subset is what a fit of it gives",
        arguments: ["REML", "DL", "SJ", "EE"])
    func subsetsAreFits(_ method: String) throws {
        let choices = PoolingModel(heterogeneity: MethodRegistry.standard.estimator(method), interval: NormalInterval())
        let exploration = try SubsetExploration(Self.model, by: choices)
        for subset in exploration.estimates.indices {
            let members = (0..<6).filter { exploration.contains(study: $0, inSubset: subset) }
            let fit = try choices.fit(
                LinearModel(
                    estimates: members.map { Self.model.estimates[$0] },
                    variances: members.map { Self.model.variances[$0] }))
            #expect(exploration.studies[subset] == members.count)
            #expect(Tolerance.closedForm.accepts(exploration.estimates[subset], fit.pooled.estimate))
            #expect(Tolerance.closedForm.accepts(exploration.tau2[subset], fit.heterogeneity.tau2))
            #expect(Tolerance.closedForm.accepts(exploration.q[subset], fit.heterogeneity.q))
            if members.count > 1 {
                #expect(Tolerance.closedForm.accepts(exploration.iSquared[subset], fit.heterogeneity.iSquared))
                let hSquared = exploration.hSquared[subset]
                let floor = method == "DL" ? 1 : 0.0
                #expect(Tolerance.closedForm.accepts(max(floor, hSquared), fit.heterogeneity.hSquared))
            }
        }
    }

    @Test("a sample repeats with its seed, holds no empty subset and takes each study about half the time")
    func sampled() throws {
        let k = 70
        let model = try LinearModel(
            estimates: (0..<k).map { Double($0 % 9) / 5 }, variances: (0..<k).map { 0.1 + Double($0) / 100 })
        let first = try SubsetExploration(model, by: .commonEffect, limit: 2_000, seed: 4)
        #expect(!first.isComplete)
        #expect(first == (try SubsetExploration(model, by: .commonEffect, limit: 2_000, seed: 4)))
        #expect(first.studies.allSatisfy { $0 > 0 && $0 < k })
        for study in [0, 63, 64, 69] {
            let share = first.estimates.indices.count { first.contains(study: study, inSubset: $0) }
            #expect(abs(Double(share) - 1000) < 5 * 500.0.squareRoot())
        }
    }

    @Test("the table holds every subset with limits, prediction and heterogeneity of its own fit")
    func table() throws {
        let table = try SubsetTable(Self.model, by: Self.random)
        #expect(table.estimates.count == 63)
        for mask in 1...63 {
            let members = (0..<6).filter { mask >> $0 & 1 == 1 }
            let fit = try Self.random.fit(
                LinearModel(
                    estimates: members.map { Self.model.estimates[$0] },
                    variances: members.map { Self.model.variances[$0] }))
            #expect(table[mask].estimate == fit.pooled.estimate)
            #expect(table[mask].limits == fit.pooled.limits)
            #expect(table[mask].prediction == fit.prediction)
            #expect(table[mask].tau2 == fit.heterogeneity.tau2)
            if members.count > 1 { #expect(table[mask].iSquared == fit.heterogeneity.iSquared) }
        }
    }

    @Test("twenty-one studies and moderators are refused")
    func refused() throws {
        let many = try LinearModel(
            estimates: (0..<21).map(Double.init), variances: Array(repeating: 1, count: 21))
        #expect(throws: StatisticsError.self) { try SubsetTable(many, by: .commonEffect) }
        let design = DesignMatrix(values: Matrix([[1, 0], [1, 1], [1, 3]]), names: ["intercept", "dose"])
        let model = try LinearModel(estimates: [1, 2, 3], variances: [1, 1, 1], design: design)
        #expect(throws: StatisticsError.self) { try SubsetTable(model, by: .commonEffect) }
        #expect(throws: StatisticsError.self) { try SubsetExploration(model, by: .commonEffect) }
    }
}
