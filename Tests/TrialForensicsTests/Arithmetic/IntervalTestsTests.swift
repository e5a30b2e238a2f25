import Testing
import TrialForensics

@Suite("What an interval implies")
struct IntervalTestsTests {
    private func tests(
        _ numbers: (Double, Double, Double), decimals: Int = 2, isRatio: Bool = true
    ) throws -> IntervalTests {
        let printed = [numbers.0, numbers.1, numbers.2].map { PrintedNumber($0, decimals: decimals) }
        return try #require(
            IntervalTests(estimate: printed[0], low: printed[1], high: printed[2], level: 0.95, isRatio: isRatio))
    }

    @Test("the rate ratio of MESEMS: symmetric on the log scale, and its p-value fits")
    func published() throws {
        // Uccelli 2021: 0.94 (0.58 to 1.50), p = 0.78.
        let interval = try tests((0.94, 0.58, 1.50))
        #expect(interval.asymmetry == 0)
        #expect(interval.pValues(degreesOfFreedom: 30).contains(0.78))
        #expect(interval.excludesNoEffect == false)
    }

    @Test("a ratio in the middle of its natural scale is off on the log scale")
    func naturalScale() throws {
        #expect(try tests((1.5, 0.5, 2.5)).asymmetry > 0.3)
        #expect(try tests((1.5, 0.5, 2.5), isRatio: false).asymmetry == 0)
    }

    @Test("limits that leave out no effect go with p below 0.05")
    func verdict() throws {
        let interval = try tests((0.62, 0.41, 0.94))
        #expect(interval.excludesNoEffect == true)
        #expect(interval.pValues(degreesOfFreedom: 40).upper < 0.05)
        #expect(try tests((0.9, 0.8, 1.0), decimals: 1).excludesNoEffect == nil)
    }

    @Test("limits out of order, ratios not above zero and impossible levels have no tests")
    func refused() {
        let (one, two) = (PrintedNumber(1, decimals: 0), PrintedNumber(2, decimals: 0))
        #expect(IntervalTests(estimate: one, low: two, high: one, level: 0.95, isRatio: false) == nil)
        #expect(IntervalTests(estimate: one, low: one, high: two, level: 1, isRatio: false) == nil)
        let zero = PrintedNumber(0, decimals: 0)
        #expect(IntervalTests(estimate: one, low: zero, high: two, level: 0.95, isRatio: true) == nil)
    }
}
