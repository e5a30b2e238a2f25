import Testing
import TrialEvidence
import TrialForensics

@Suite("Mean and median")
struct MeanAndMedianCheckTests {
    @Test("a median with the wrong sign is farther from the mean than one SD")
    func planted() throws {
        let finding = try CleanEvidence.finding("mean-and-median", .outcomes, "-0.47,0.57,,-0.5", "-0.47,0.57,,0.5")
        #expect(finding.severity == .impossible)
        #expect(finding.places == [Place("outcomes.csv", line: 6, column: "median")])
    }
}
