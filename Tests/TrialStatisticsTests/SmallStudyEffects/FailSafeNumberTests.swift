import Testing
import TrialStatistics
import TrialTestSupport

struct FailSafeNumberTests {
    static let cases = FollowUpGolden.cases("fsn")

    @Test("there are cases to check") func hasCases() { #expect(Self.cases.count == 84) }

    @Test("fail-safe numbers agree with metafor", arguments: cases)
    func agrees(_ golden: GoldenCase) throws {
        let model = try FollowUpGolden.model(golden)
        let level = golden.arguments["alpha"].number ?? 0.05
        let result =
            switch golden.arguments["type"].text {
            case "Rosenthal": try FailSafeNumber.rosenthal(model, significanceLevel: level)
            case "Orwin": try FailSafeNumber.orwin(model, target: golden.arguments["target"].number)
            case "Rosenberg": try FailSafeNumber.rosenberg(model, significanceLevel: level)
            default: try general(golden, model, .metafor)
            }
        #expect(result.studies == golden.expected["fsnum"].number)
        golden.expect("est", result.estimate, .closedForm)
        golden.expect("pval", result.pValue, .pValue)
        golden.expect("target", result.target, .closedForm)
        golden.expect("est.fsn", result.combined?.estimate, .closedForm)
        golden.expect("tau2.fsn", result.combined?.tau2, .closedForm)
        golden.expect("pval.fsn", result.combined?.pValue, .closedForm)
    }

    /// The reference fits the observed studies with its ordinary accuracy.
    private func general(
        _ golden: GoldenCase, _ model: LinearModel, _ convention: FailSafeNumber.Convention
    ) throws -> FailSafeNumber {
        let choices = PoolingModel(
            heterogeneity: StoppedShort([golden.expected["tau2"].number]), interval: NormalInterval())
        return try FailSafeNumber.general(model, by: choices, convention: convention)
    }

    @Test(
        "the smallest number suffices, one less does not, and metafor's is that or one more",
        arguments: cases.filter { $0.arguments["type"].text == "General" })
    func conventions(_ golden: GoldenCase) throws {
        let model = try FollowUpGolden.model(golden)
        let smallest = try general(golden, model, .smallest)
        let theirs = try general(golden, model, .metafor)
        #expect(theirs.studies == golden.expected["fsnum"].number)
        #expect([0, 1].contains(theirs.studies - smallest.studies))
        let pValue = try #require(smallest.combined).pValue
        #expect(pValue >= 0.05)
        if smallest.studies > 0 {
            let stricter = try FailSafeNumber.general(
                model,
                by: PoolingModel(
                    heterogeneity: StoppedShort([golden.expected["tau2"].number]), interval: NormalInterval()),
                goal: .significance(pValue + 1e-9))
            #expect(stricter.studies == smallest.studies + 1)
        }
    }

    @Test("under a common effect the general method is Rosenberg's, and Orwin's for an effect")
    func generalises() throws {
        let model = try LinearModel(
            estimates: [0.8, 0.5, 0.9, 0.4, 0.7], variances: [0.02, 0.03, 0.1, 0.04, 0.05])
        #expect(
            try FailSafeNumber.general(model, by: .commonEffect).studies == FailSafeNumber.rosenberg(model).studies)
        #expect(
            try FailSafeNumber.general(model, by: .commonEffect, goal: .effect(0.1)).studies
                == FailSafeNumber.orwin(model, target: 0.1).studies)
    }

    @Test("a result that is not significant needs no study, and few studies are warned of")
    func nothingToLose() throws {
        let model = try LinearModel(estimates: [0.2, -0.2, 0.1], variances: [0.1, 0.1, 0.1])
        let results = [
            try FailSafeNumber.rosenthal(model), try FailSafeNumber.rosenberg(model),
            try FailSafeNumber.general(model, by: .commonEffect),
        ]
        for result in results {
            #expect(result.studies == 0)
            #expect(result.warnings.map(\.code) == ["few-studies-for-asymmetry"])
        }
    }
}
