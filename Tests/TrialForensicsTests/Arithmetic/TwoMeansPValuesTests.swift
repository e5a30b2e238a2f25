import Testing
import TrialForensics

@Suite("p-values of two means")
struct TwoMeansPValuesTests {
    private func group(_ mean: Double, _ sd: Double, _ n: Int, decimals: Int = 12) -> TwoMeansPValues.Group {
        .init(
            mean: PrintedNumber(mean, decimals: decimals).interval,
            sd: PrintedNumber(sd, decimals: decimals).positiveInterval, n: n)
    }

    @Test("the range holds Student's and Welch's p-values of R's sleep data")
    func sleep() {
        // t.test(extra ~ group): means 0.75 and 2.33, SDs 1.789010 and 2.002249, n 10; Welch p = 0.07939, Student p = 0.07919.
        let range = TwoMeansPValues(group(0.75, 1.789010, 10), group(2.33, 2.002249, 10)).independent
        #expect(range.contains(0.07939) && range.contains(0.07919))
        // No wider than from the z-test to nine degrees of freedom.
        #expect(range.lower > 0.06 && range.upper < 0.10)
    }

    @Test("the paired range of the sleep data holds the paired p-value")
    func pairedSleep() throws {
        // t.test(paired = TRUE): p = 0.002833, far from what independent arms give.
        let range = try #require(TwoMeansPValues(group(0.75, 1.789010, 10), group(2.33, 2.002249, 10)).paired)
        #expect(range.contains(0.002833))
        #expect(TwoMeansPValues(group(0.75, 1.8, 10), group(2.33, 2.0, 9)).paired == nil)
    }

    @Test("rounding widens it; reading SDs as SEs makes it larger")
    func rounding() {
        let sharp = TwoMeansPValues(group(5.1, 1.2, 30), group(5.9, 1.3, 30))
        let coarse = TwoMeansPValues(group(5, 1, 30, decimals: 0), group(6, 1, 30, decimals: 0)).independent
        #expect(coarse.lower < sharp.independent.lower && coarse.upper > sharp.independent.upper)
        #expect(sharp.asStandardErrors.lower > 0.5)
    }

    @Test("arms without any spread: p is 0 for different means, 1 for equal ones")
    func noSpread() {
        let different = TwoMeansPValues(group(1, 0, 5), group(2, 0, 5)).independent
        #expect(different.lower == 0)
        let equal = TwoMeansPValues(group(1, 1, 5), group(1, 1, 5)).independent
        #expect(equal.upper == 1)
    }
}
