import AnotherLab
import Testing
import TrialResults
import TrialStatistics

@Suite struct MethodTests {
    @Test("5 of 50 against 10 of 50: 45/50 over 40/50 is 1.125, variance 1/45 - 1/50 + 1/40 - 1/50")
    func eventFreeRatio() throws {
        let study = BinaryComparison(events1: 5, total1: 50, events2: 10, total2: 50)
        let effect = try EventFreeRatio().effects(of: [study])[0].get()
        #expect(abs(EventFreeRatio.descriptor.scale.natural(effect.estimate) - 1.125) < 1e-12)
        #expect(abs(effect.variance - 13.0 / 1800) < 1e-12)
    }

    @Test("a group in which all had the event gets a half in each cell, or has no estimate")
    func nobodyFree() throws {
        let study = BinaryComparison(events1: 4, total1: 4, events2: 2, total2: 4)
        let added = try EventFreeRatio().effects(of: [study])[0].get()
        #expect(abs(EventFreeRatio.descriptor.scale.natural(added.estimate) - 0.2) < 1e-12)
        let plain = EventFreeRatio(zeroCells: .none).effects(of: [study])[0]
        #expect(throws: EffectExclusion.self) { try plain.get() }
    }

    @Test("estimates 0, 2, 1 with variances 1/10, 1/10, 1/5: 9/8 at the first step, 135/151 at the second")
    func twoSteps() throws {
        let model = try LinearModel(estimates: [0, 2, 1], variances: [0.1, 0.1, 0.2])
        #expect(abs(DerSimonianLaird().estimate(model).tau2 - 9.0 / 8) < 1e-12)
        #expect(abs(TwoStepDerSimonianLaird().estimate(model).tau2 - 135.0 / 151) < 1e-12)
    }

    @Test("estimates that agree have no variance between them, and one study has none either")
    func nothingBetween() throws {
        for estimates in [[1, 1.01, 0.99], [1]] {
            let model = try LinearModel(estimates: estimates, variances: estimates.map { _ in 0.5 })
            #expect(TwoStepDerSimonianLaird().estimate(model).tau2 == 0)
        }
    }

    @Test("4 below and 1 above: p = 12/32; the share 4/5 has limits 28.4% and 99.5%")
    func signTest() throws {
        let test = SignTest(distances: [-1, -2, -1, 3, -0.5, 0], level: 0.95)
        #expect([test.lower, test.higher, test.neither] == [4, 1, 1])
        #expect(abs(try #require(test.pValue) - 0.375) < 1e-12)
        let share = try #require(test.shareLower)
        #expect(share.estimate == 0.8)
        #expect(abs(share.lower - 0.28358) < 5e-6)
        #expect(abs(share.upper - 0.99495) < 5e-6)
    }

    @Test("both sides alike give p = 1, and no direction gives no test")
    func edges() {
        #expect(SignTest(distances: [-1, 1], level: 0.95).pValue == 1)
        let none = SignTest(distances: [0, 0.1], width: 0.1, level: 0.95)
        #expect(none.neither == 2)
        #expect(none.pValue == nil && none.shareLower == nil)
    }
}
