import Testing
import TrialEvidence
import TrialForensics

@Suite("Overlapping cohorts")
struct OverlappingCohortsCheckTests {
    @Test("a shared registration is found, also in a cell with other words")
    func registration() throws {
        let finding = try CleanEvidence.finding(
            "overlapping-cohorts", .studies, "NCT00000002", "NCT00000001 (extension)")
        #expect(finding.severity == .likely && finding.studies == ["Alpha2019", "Gamma2022"])
        #expect(finding.found == "both are registered as NCT00000001")
    }

    @Test("the same author and country within five years are doubtful; declared overlaps are no finding")
    func author() throws {
        let spoiled = "Gamma2022,Alpha,2022,NCT00000002,parallel-rct,Italy"
        let finding = try CleanEvidence.finding(
            "overlapping-cohorts", .studies, "Gamma2022,Gamma,2022,NCT00000002,parallel-rct,Spain", spoiled)
        #expect(finding.severity == .doubtful && finding.found == "Alpha 2019 and 2022, italy")
        let declared = CleanEvidence.studies.components(
            separatedBy: "Gamma2022,Gamma,2022,NCT00000002,parallel-rct,Spain,48,48,0,0,,"
        ).joined(separator: spoiled + ",48,48,0,0,,Alpha2019")
        #expect(try CleanEvidence.findings("overlapping-cohorts", .studies, CleanEvidence.studies, declared) == [])
    }
}
