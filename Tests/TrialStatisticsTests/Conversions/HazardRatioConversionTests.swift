import Foundation
import Testing
import TrialNumerics
import TrialStatistics

@Suite("Hazard ratios from log-rank tests")
struct HazardRatioConversionTests {
    @Test("observed minus expected events over their variance")
    func logRank() throws {
        let derived = try HazardRatioConversion(.logRank(observedMinusExpected: -6.2, variance: 15.5)).derive()
        #expect(abs(derived.value + 0.4) < 1e-15)
        #expect(abs(derived["sampling variance"]! - 1 / 15.5) < 1e-15)
    }

    @Test("a p-value gives the test back that it came from", arguments: [true, false])
    func pValue(favoursTreatment: Bool) throws {
        let derived = try HazardRatioConversion(
            .pValue(0.03, events: 60, favoursTreatment: favoursTreatment), total1: 100, total2: 50
        ).derive()
        let z = derived.value / derived["standard error"]!
        #expect(abs(NormalDistribution.standard.twoSided(z) - 0.03) < 1e-14)
        #expect((derived.value < 0) == favoursTreatment)
        #expect(abs(1 / derived["sampling variance"]! - 60 * 2 / 9) < 1e-12)
    }

    @Test("a log-rank test without variance, or a p-value of one, is refused")
    func refusals() {
        #expect(throws: StatisticsError.self) {
            try HazardRatioConversion(.logRank(observedMinusExpected: 1, variance: 0)).derive()
        }
        #expect(throws: StatisticsError.self) {
            try HazardRatioConversion(.pValue(1, events: 10, favoursTreatment: true)).derive()
        }
    }
}
