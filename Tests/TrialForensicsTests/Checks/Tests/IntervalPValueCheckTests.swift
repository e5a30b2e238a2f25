import Testing
import TrialEvidence
import TrialForensics

@Suite("p-values of intervals")
struct IntervalPValueCheckTests {
    @Test("a p-value that contradicts its interval is found")
    func planted() throws {
        let finding = try CleanEvidence.finding("p-value-of-interval", .outcomes, "RateRatio,0.024", "RateRatio,0.24")
        #expect(finding.severity == .likely)
        #expect(finding.found == "p 0.24; 0.62 (0.41 to 0.94)")
    }
}
