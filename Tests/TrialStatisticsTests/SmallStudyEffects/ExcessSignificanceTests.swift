import Testing
import TrialStatistics
import TrialTestSupport

struct ExcessSignificanceTests {
    static let cases = FollowUpGolden.cases("tes")

    @Test("there are cases to check") func hasCases() { #expect(Self.cases.count == 43) }

    @Test("excess, p-value and limit estimate agree with metafor", arguments: cases)
    func agrees(_ golden: GoldenCase) throws {
        let distribution = try #require(
            ExcessSignificance.Distribution(rawValue: golden.arguments["test"].text ?? ""))
        var choices = FollowUpGolden.choices(golden)
        choices.interval = NormalInterval()
        let result = try ExcessSignificance(FollowUpGolden.model(golden), by: choices, distribution: distribution)
        #expect(Double(result.observed) == golden.expected["O"].number)
        golden.expect("E", result.expected, .followUp)
        golden.expect("X2", result.chiSquared, .followUp)
        golden.expect("pval", result.pValue, .followUp)
        golden.expect("theta", result.effect, .followUp)
        if !golden.expected["power"].isNull { golden.expect("power", result.power, .followUp) }
        if !golden.expected["theta.lim"].isNull {
            #expect((result.limitEffect == nil) == (golden.expected["theta.lim"].list.first?.number == nil))
            golden.expect("theta.lim", result.limitEffect, .followUp)
        }
    }

    @Test("without an effect each study has the power of the level")
    func powerAtNoEffect() throws {
        let model = try LinearModel(estimates: [-0.5, 0.5, 0.2, -0.2], variances: [1, 1, 0.3, 0.3])
        let result = try ExcessSignificance(model, by: .commonEffect, distribution: .exact)
        for power in result.power { #expect(abs(power - 0.05) < 1e-12) }
        #expect(result.observed == 0)
        #expect(result.pValue == 1)
    }

    @Test("with equal power the exact and the binomial p-value are the same")
    func equalPower() throws {
        let model = try LinearModel(
            estimates: [2.1, 0.3, 2.2, 1.1, -0.4, 2.6], variances: Array(repeating: 1, count: 6))
        let exact = try ExcessSignificance(model, by: .commonEffect, distribution: .exact)
        let binomial = try ExcessSignificance(model, by: .commonEffect, distribution: .binomial)
        #expect(exact.observed == 3)
        #expect(abs(exact.pValue - binomial.pValue) < 1e-13)
    }
}
