import Testing
import TrialEvidence
import TrialForensics

@Suite("Parts and whole")
struct PartsAndWholeCheckTests {
    @Test("a combined arm beside its parts is found")
    func planted() throws {
        let finding = try CleanEvidence.finding(
            "parts-and-whole", .outcomes, "Alpha2019,ALL,,all,sae_any", "Alpha2019,ALL,,all,relapse_any")
        #expect(finding.severity == .doubtful)
        #expect(finding.found == "ALL beside MSC and PBO in 1 setting" && finding.places.count == 3)
    }
}
