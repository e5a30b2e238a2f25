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

    @Test("where many studies share an author or a registration they are one finding, not one a pair")
    func many() throws {
        func studies(_ country: (Int) -> String, _ registry: (Int) -> String, overlap: String = "") -> String {
            (0..<4000).map {
                "Li\($0),Li,2020,\(registry($0)),parallel-rct,\(country($0)),10,10,0,0,,\(overlap)\n"
            }.joined()
        }
        func findings(_ rows: String) throws -> [Finding] {
            try CleanEvidence.findings(
                "overlapping-cohorts", .studies, CleanEvidence.studies, CleanEvidence.studies + rows)
        }
        let author = try findings(studies({ _ in "China" }, { "NCT\(10_000_000 + $0)" }))
        #expect(author.count == 1 && author[0].studies.count == 4000 && author[0].places.count == 3)
        #expect(author[0].subject == "Li0, Li1, Li2 and 3997 more")
        #expect(author[0].found == "4000 studies of li, china, each within 5 years of another")
        let registration = try findings(studies({ "Country\($0)" }, { _ in "NCT10000000" }))
        #expect(registration.map(\.found) == ["4000 studies are registered as NCT10000000"])
        #expect(registration[0].severity == .likely)
        #expect(try findings(studies({ _ in "China" }, { "NCT\(10_000_000 + $0)" }, overlap: "Alpha2019")) == [])
    }
}
