import Testing
import TrialEvidence
import TrialForensics

@Suite struct EvidenceChecksTests {
    @Test func codesAreUnique() {
        let codes = EvidenceChecks.standard.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(EvidenceChecks.standard.named("grim")?.code == "grim")
        #expect(EvidenceChecks.standard.named("grimm") == nil)
    }

    @Test("a further check runs where it is passed in, and one of a known code takes its place")
    func furtherCheck() throws {
        struct Nothing: EvidenceCheck {
            var code = "nothing"
            let summary = "Doubts one thing."
            func findings(in evidence: ExaminedEvidence) -> [Finding] {
                [
                    Finding(
                        code, .doubtful, rows: FindingRows(studies: [], places: [], subject: "all"), found: "",
                        expected: "", advice: "")
                ]
            }
        }
        let more = EvidenceChecks.standard.adding(Nothing())
        #expect(more.all.map(\.code) == EvidenceChecks.standard.all.map(\.code) + ["nothing"])
        #expect(more.adding(Nothing(code: "grim")).all.map(\.code) == more.all.map(\.code))
        let evidence = ExaminedEvidence(try DatasetReader().read(CleanEvidence.files()))
        #expect(Examination(evidence, checks: more).open.map(\.finding.check).contains("nothing"))
        #expect(!Examination(evidence).open.map(\.finding.check).contains("nothing"))
    }

    @Test func theGravestFindingComesFirst() {
        #expect(FindingSeverity.allCases.sorted() == [.impossible, .likely, .doubtful])
    }

    @Test("the clean dataset has no finding", arguments: EvidenceChecks.standard.all.map(\.code))
    func clean(code: String) throws {
        #expect(try CleanEvidence.findings(code) == [])
    }

    @Test(
        "the clean dataset has no finding when its printed zeros are lost",
        arguments: EvidenceChecks.standard.all.map(\.code))
    func cleanWithoutFiles(code: String) throws {
        let dataset = try DatasetReader().read(CleanEvidence.files())
        #expect(try #require(EvidenceChecks.standard.named(code)).findings(in: ExaminedEvidence(dataset)) == [])
    }
}
