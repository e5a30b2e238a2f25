import Testing
import TrialEvidence
import TrialForensics

@Suite("Totals of changes")
struct ChangeTotalsCheckTests {
    @Test("a change that is not final less baseline is found, and a turned sign is named")
    func planted() throws {
        let wrong = try CleanEvidence.finding("change-totals", .outcomes, "20,-0.47,0.57", "20,-0.74,0.57")
        #expect(wrong.severity == .likely && wrong.expected == "-0.47")
        let turned = try CleanEvidence.finding("change-totals", .outcomes, "20,-0.47,0.57", "20,0.47,0.57")
        #expect(turned.expected.hasSuffix("the sign turned round"))
    }
}
