import Testing
import TrialEvidence
import TrialForensics

@Suite("Standard errors among standard deviations")
struct ErrorAsDeviationCheckTests {
    @Test("an SD that is an SE stands out beside the other arm")
    func planted() throws {
        // 0.60/√24 = 0.12.
        let finding = try CleanEvidence.finding("error-as-deviation", .outcomes, "24,-0.15,0.60", "24,-0.15,0.12")
        #expect(finding.severity == .likely)
        #expect(finding.studies == ["Gamma2022"])
        #expect(finding.expected.contains("as an SE it would stand for an SD of 0.588"))
    }

    @Test("where both arms hold SEs, the other studies tell")
    func bothArms() throws {
        let spoiled = CleanEvidence.outcomes.components(separatedBy: "24,-0.15,0.60").joined(separator: "24,-0.15,0.12")
        let whole = spoiled.components(separatedBy: "24,0.17,0.52").joined(separator: "24,0.17,0.11")
        let found = try CleanEvidence.findings("error-as-deviation", .outcomes, CleanEvidence.outcomes, whole)
        #expect(found.map(\.studies) == [["Gamma2022"], ["Gamma2022"]])
        #expect(found.allSatisfy { $0.severity == .doubtful })
    }
}
