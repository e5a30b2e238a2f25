import Testing
import TrialEvidence
import TrialForensics

@Suite("p-values of events")
struct TablePValueCheckTests {
    @Test("a p-value that no test of the table gives is found")
    func planted() throws {
        let finding = try CleanEvidence.finding("p-value-of-events", .outcomes, "percent,0.019,T3", "percent,0.19,T3")
        #expect(finding.severity == .likely)
        #expect(finding.found == "p 0.19; MSC 3/20; PBO 11/20")
        #expect(finding.places.map(\.line) == [11, 12])
    }

    @Test("the chi-squared test's p-value is as good as Fisher's")
    func otherTest() throws {
        #expect(
            try CleanEvidence.findings("p-value-of-events", .outcomes, "percent,0.019,T3", "percent,0.008,T3") == [])
    }
}
