import Testing
import TrialStatistics

@Suite("Combined p-values")
struct PValueCombinationTests {
    @Test(
        "equal p-values of ½ combine to no evidence",
        arguments: [PValueCombination.sumOfZ, .meanOfP, .sumOfP, .sumOfLogits])
    func none(method: PValueCombination) throws {
        #expect(abs(try method.combine([0.5, 0.5, 0.5, 0.5]).pValue - 0.5) < 1e-12)
    }

    @Test("the order of the p-values does not matter", arguments: PValueCombination.allCases)
    func order(method: PValueCombination) throws {
        let p = [0.01, 0.2, 0.35, 0.04, 0.6, 0.08]
        #expect(relativeDistance(try method.combine(p).pValue, try method.combine(p.reversed()).pValue) < 1e-12)
    }

    @Test("smaller p-values never combine to a greater one", arguments: PValueCombination.allCases)
    func monotone(method: PValueCombination) throws {
        guard method != .meanOfZ else { return }
        let (p, smaller) = ([0.3, 0.2, 0.35, 0.4], [0.15, 0.1, 0.35, 0.2])
        #expect(try method.combine(smaller).pValue <= method.combine(p).pValue)
    }

    @Test("p-values that are none are refused", arguments: PValueCombination.allCases)
    func refusals(method: PValueCombination) {
        #expect(throws: StatisticsError.self) { try method.combine([0.2, 1.2]) }
        #expect(throws: StatisticsError.self) { try method.combine([0.2, .nan]) }
        #expect(throws: StatisticsError.self) { try method.combine([0.2]) }
    }
}
