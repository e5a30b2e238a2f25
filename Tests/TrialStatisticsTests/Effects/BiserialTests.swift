import Testing
import TrialStatistics

@Suite("The biserial correlation beyond one")
struct BiserialTests {
    /// 5 and 3 patients whose means lie so far apart that the estimate leaves −1…1.
    private func study(_ sign: Double) throws -> EffectEstimate {
        try BiserialCorrelation().effect(
            of: StandardizedComparison(
                MeanComparison(
                    MeanGroup(mean: sign * 11, standardDeviation: 1.2, total: 5),
                    MeanGroup(mean: sign * 6.5, standardDeviation: 2, total: 3))))
    }

    @Test("its variance is Soper's at ±1, not the formula outside its domain", arguments: [1.0, -1])
    func beyondOne(sign: Double) throws {
        let effect = try study(sign)
        // By hand from the formulas: the estimate, and the variance at r = 1 (at 1.0938 the formula says 0.00243).
        #expect(abs(effect.estimate - sign * 1.0938050411925149) < 1e-12)
        #expect(abs(effect.variance - 0.012201564590062735) < 1e-12)
    }
}
