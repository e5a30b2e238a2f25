import Testing
import TrialEvidence
import TrialForensics

@Suite("Standard deviations among standard errors")
struct DeviationAsErrorCheckTests {
    private static let clean = "24,-0.15,0.60,,0"

    @Test("an SE that is an SD stands out beside the other arm")
    func planted() throws {
        #expect(try CleanEvidence.findings("deviation-as-error", .outcomes, Self.clean, "24,-0.15,,0.12,0") == [])
        let finding = try CleanEvidence.finding("deviation-as-error", .outcomes, Self.clean, "24,-0.15,,0.60,0")
        #expect(finding.severity == .likely && finding.places.first?.column == "se")
        #expect(finding.expected.hasPrefix("about 0.106"))
    }

    @Test("an SE larger than the scale allows is impossible")
    func scale() throws {
        let finding = try CleanEvidence.finding("deviation-as-error", .outcomes, "20,3.95,1.15,,", "20,3.95,,1.15,")
        #expect(finding.severity == .impossible)
        #expect(finding.expected.contains("as the scale ends at 0 and 10"))
    }
}
