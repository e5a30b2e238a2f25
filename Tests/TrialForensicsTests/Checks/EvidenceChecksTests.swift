import Testing
import TrialForensics

@Suite struct EvidenceChecksTests {
    @Test func codesAreUnique() {
        let codes = EvidenceChecks.all.map(\.code)
        #expect(Set(codes).count == codes.count)
    }

    @Test func theGravestFindingComesFirst() {
        #expect(FindingSeverity.allCases.sorted() == [.impossible, .likely, .doubtful])
    }
}
