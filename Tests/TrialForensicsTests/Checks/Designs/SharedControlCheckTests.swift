import Testing
import TrialEvidence
import TrialForensics

@Suite("Shared controls")
struct SharedControlCheckTests {
    private let arms = "Gamma2022,PBO,control,24,,"
    private let row = "Gamma2022,PBO,,all,edss_change,6,mean_sd,24,0.17,0.52,,0,-0.5,1,,,,,,,,T2,primary"

    private func findings(arm: String, row more: String) throws -> [Finding] {
        let armTable = CleanEvidence.arms.components(separatedBy: arms).joined(separator: arms + "\n" + arm)
        let outcomes = CleanEvidence.outcomes.components(separatedBy: row).joined(separator: row + "\n" + more)
        var files = try CleanEvidence.files(.arms, CleanEvidence.arms, armTable)
        files.files["outcomes.csv"] = Array(outcomes.utf8)
        let evidence = ExaminedEvidence(try DatasetReader().read(files), files: files)
        return SharedControlCheck().findings(in: evidence)
    }

    @Test("one control against two treated arms is found")
    func shared() throws {
        let found = try findings(
            arm: "Gamma2022,LOW,treatment,24,,",
            row: "Gamma2022,LOW,,all,edss_change,6,mean_sd,24,0.02,0.55,,0,-0.5,1,,,,,,,,T2,primary")
        #expect(found.map(\.severity) == [.doubtful])
        #expect(found.first?.found == "MSC and LOW against PBO in 1 setting")
    }

    @Test("one control entered twice is found by its numbers")
    func twins() throws {
        let found = try findings(
            arm: "Gamma2022,PBO2,control,24,,",
            row: "Gamma2022,PBO2,,all,edss_change,6,mean_sd,24,0.17,0.52,,0,-0.5,1,,,,,,,,T2,primary")
        #expect(found.map(\.severity) == [.likely])
        #expect(found.first?.subject == "Gamma2022, controls PBO and PBO2")
    }
}
