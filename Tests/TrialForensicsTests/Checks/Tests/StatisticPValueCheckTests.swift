import Testing
import TrialEvidence
import TrialForensics

@Suite("p-values of test statistics")
struct StatisticPValueCheckTests {
    @Test("a p-value that contradicts its T, or Cohen's d, is found")
    func planted() throws {
        let t = try CleanEvidence.finding("p-value-of-statistic", .outcomes, "T,0.047", "T,0.47")
        #expect(t.severity == .likely && t.found == "p 0.47; T 2.1, n 24")
        let cohen = try CleanEvidence.finding(
            "p-value-of-statistic", .outcomes,
            "Gamma2022,MSC,,all,edss_walk,6,test_statistic_only,24,,,,,,,,,,,2.10,T,0.047",
            "Gamma2022,MSC,PBO,all,edss_walk,6,p_value,,,,,,,,,,,,0.2,Cohen_d,0.001")
        #expect(cohen.found == "p 0.001; Cohen_d 0.2, n 24 and 24")
    }
}
