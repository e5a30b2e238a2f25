import Testing
import TrialEvidence
import TrialForensics

@Suite("Opposite signs")
struct OppositeSignsCheckTests {
    @Test("clear effects in opposite directions are found")
    func planted() throws {
        let spoiled = CleanEvidence.outcomes.components(separatedBy: "24,-0.15,0.60,,0,-1.5,0.5").joined(
            separator: "24,0.95,0.60,,1,-0.5,2")
        let finding = try CleanEvidence.finding(
            "opposite-signs", .outcomes, CleanEvidence.outcomes,
            spoiled.components(separatedBy: ",,0.06,T2").joined(separator: ",,<0.001,T2"))
        #expect(finding.subject == "edss_change")
        #expect(finding.found.contains("Alpha2019 MSC -0.77") && finding.found.contains("Gamma2022 MSC 0.78"))
    }

    @Test("an effect that may be chance has no sign")
    func unclear() throws {
        #expect(try CleanEvidence.findings("opposite-signs", .outcomes, "24,-0.15,0.60", "24,0.35,0.60") == [])
    }
}
