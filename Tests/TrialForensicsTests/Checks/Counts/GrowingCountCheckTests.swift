import Testing
import TrialEvidence
import TrialForensics

@Suite("Growing counts")
struct GrowingCountCheckTests {
    @Test("more patients at the final visit than at baseline are found")
    func planted() throws {
        let finding = try CleanEvidence.finding(
            "growing-n", .outcomes, "edss_baseline,0,mean_sd,20,4.42", "edss_baseline,0,mean_sd,18,4.42")
        #expect(finding.severity == .likely)
        #expect(finding.found == "n 20 at 6 months, 18 at 0 months")
        #expect(finding.places.map(\.line) == [4, 2])
    }

    @Test("fewer patients later are as they should be")
    func shrinking() throws {
        let found = try CleanEvidence.findings(
            "growing-n", .outcomes, "edss_final,6,mean_sd,20,3.95", "edss_final,6,mean_sd,18,3.95")
        #expect(found == [])
    }
}
