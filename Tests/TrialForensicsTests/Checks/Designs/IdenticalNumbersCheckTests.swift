import Testing
import TrialEvidence
import TrialForensics

@Suite("Identical numbers")
struct IdenticalNumbersCheckTests {
    @Test("a row copied to another study is found")
    func planted() throws {
        let finding = try CleanEvidence.finding(
            "identical-numbers", .outcomes, "24,-0.15,0.60,,0,-1.5,0.5", "20,-0.47,0.57,,-0.5,-1.5,0.5")
        #expect(finding.severity == .likely && finding.studies == ["Alpha2019", "Gamma2022"])
        #expect(finding.found.hasPrefix("n 20, mean -0.47, SD 0.57"))
    }

    @Test("few digits agree by chance, and studies that share patients may agree")
    func chance() throws {
        #expect(
            try CleanEvidence.findings("identical-numbers", .outcomes, "24,-0.15,0.60,,0,-1.5,0.5", "20,-0.5,0.6,,,,")
                == [])
        let copied = CleanEvidence.outcomes.components(separatedBy: "24,-0.15,0.60,,0,-1.5,0.5")
            .joined(separator: "20,-0.47,0.57,,-0.5,-1.5,0.5")
        var files = try CleanEvidence.files(.outcomes, CleanEvidence.outcomes, copied)
        let studies = CleanEvidence.studies.components(separatedBy: "48,48,0,0,,").joined(
            separator: "48,48,0,0,,Alpha2019")
        files.files["studies.csv"] = Array(studies.utf8)
        let evidence = ExaminedEvidence(try DatasetReader().read(files), files: files)
        #expect(IdenticalNumbersCheck().findings(in: evidence) == [])
    }
}
