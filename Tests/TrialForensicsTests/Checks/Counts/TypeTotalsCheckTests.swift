import Testing
import TrialEvidence
import TrialForensics

@Suite("Totals of types")
struct TypeTotalsCheckTests {
    @Test("types that do not add up, and rows with more of a type than the study, are found")
    func planted() throws {
        let total = try CleanEvidence.finding("type-totals", .studies, "40,25,10,5", "40,20,10,5")
        #expect(total.severity == .likely && total.found == "20 + 10 + 5 = 35")
        let row = try CleanEvidence.finding("type-totals", .studies, "40,25,10,5", "40,12,20,8")
        #expect(row.severity == .impossible && row.found == "n 13 with RRMS")
    }
}
