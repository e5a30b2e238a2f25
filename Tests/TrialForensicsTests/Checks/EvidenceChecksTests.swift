import Testing
import TrialEvidence
import TrialForensics

@Suite struct EvidenceChecksTests {
    @Test func codesAreUnique() {
        let codes = EvidenceChecks.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(EvidenceChecks.named("grim")?.code == "grim")
        #expect(EvidenceChecks.named("grimm") == nil)
    }

    @Test func theGravestFindingComesFirst() {
        #expect(FindingSeverity.allCases.sorted() == [.impossible, .likely, .doubtful])
    }

    @Test("the clean dataset has no finding", arguments: EvidenceChecks.all.map(\.code))
    func clean(code: String) throws {
        #expect(try CleanEvidence.findings(code) == [])
    }

    @Test("the clean dataset has no finding when its printed zeros are lost", arguments: EvidenceChecks.all.map(\.code))
    func cleanWithoutFiles(code: String) throws {
        let dataset = try DatasetReader().read(CleanEvidence.files())
        #expect(try #require(EvidenceChecks.named(code)).findings(in: ExaminedEvidence(dataset)) == [])
    }
}
