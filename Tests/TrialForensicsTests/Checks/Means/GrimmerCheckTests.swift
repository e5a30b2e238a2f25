import Testing
import TrialEvidence
import TrialForensics

@Suite("GRIMMER in a dataset")
struct GrimmerCheckTests {
    @Test("a standard deviation that twelve patients in half steps cannot have is found")
    func planted() throws {
        // Sum 2 in units of a half: the squares must be even, and 0.68 to 0.69 has none.
        let finding = try CleanEvidence.finding("grimmer", .outcomes, "12,0.08,0.67", "12,0.08,0.69")
        #expect(finding.severity == .impossible)
        #expect(finding.places.first?.column == "sd")
        #expect(finding.found == "mean 0.08, SD 0.69, n 12")
    }
}
