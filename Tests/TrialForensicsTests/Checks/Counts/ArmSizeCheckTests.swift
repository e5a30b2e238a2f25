import Testing
import TrialEvidence
import TrialForensics

@Suite("Sizes of arms")
struct ArmSizeCheckTests {
    @Test("a row larger than its arm is found")
    func planted() throws {
        let finding = try CleanEvidence.finding(
            "arm-size", .outcomes, "percent,20,,,,,,,,,,,35", "percent,21,,,,,,,,,,,35")
        #expect(finding.severity == .likely && finding.found == "n 21, arm 20")
    }
}
