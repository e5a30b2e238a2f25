import Testing
import TrialStatistics
import TrialTestSupport

struct FailSafeNumberTests {
    static let cases = FollowUpGolden.cases("fsn").filter { $0.arguments["type"].text != "General" }

    @Test("there are cases to check") func hasCases() { #expect(Self.cases.count == 72) }

    @Test("fail-safe numbers agree with metafor", arguments: cases)
    func agrees(_ golden: GoldenCase) throws {
        let model = try FollowUpGolden.model(golden)
        let level = golden.arguments["alpha"].number ?? 0.05
        let result =
            switch golden.arguments["type"].text {
            case "Rosenthal": try FailSafeNumber.rosenthal(model, significanceLevel: level)
            case "Orwin": try FailSafeNumber.orwin(model, target: golden.arguments["target"].number)
            default: try FailSafeNumber.rosenberg(model, significanceLevel: level)
            }
        #expect(result.studies == golden.expected["fsnum"].number)
        golden.expect("est", result.estimate, .closedForm)
        golden.expect("pval", result.pValue, .pValue)
        golden.expect("target", result.target, .closedForm)
    }
}
