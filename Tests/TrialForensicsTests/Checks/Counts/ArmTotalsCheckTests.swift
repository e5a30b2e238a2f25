import Testing
import TrialEvidence
import TrialForensics

@Suite("Totals of arms")
struct ArmTotalsCheckTests {
    @Test("too many patients in the arms are impossible, too few are doubtful")
    func planted() throws {
        let many = try CleanEvidence.finding(
            "arm-totals", .studies, "parallel-rct,Italy,40,25", "parallel-rct,Italy,38,23")
        #expect(many.severity == .impossible && many.found == "MSC 20 + PBO 20 = 40")
        let few = try CleanEvidence.finding("arm-totals", .studies, "Spain,48,48", "Spain,50,50")
        #expect(few.severity == .doubtful && few.expected == "50 patients of the study")
    }

    @Test("a control entered twice makes the arms too large")
    func twins() throws {
        let finding = try CleanEvidence.finding(
            "arm-totals", .arms, "Gamma2022,PBO,control,24,,", "Gamma2022,PBO,control,24,,\nGamma2022,PBO2,control,24,,"
        )
        #expect(finding.severity == .impossible)
    }
}
