import Testing
import TrialEvidence
import TrialForensics

@Suite("Spread and range")
struct SpreadAndRangeCheckTests {
    @Test("an SD too large for the extremes of the row, and one too small, are found")
    func planted() throws {
        let large = try CleanEvidence.finding("spread-and-range", .outcomes, "20,4.42,1.04", "20,4.42,2.04")
        #expect(large.severity == .impossible && large.expected.hasPrefix("at most 1.8"))
        let small = try CleanEvidence.finding("spread-and-range", .outcomes, "20,4.42,1.04", "20,4.42,0.24")
        #expect(small.expected.hasPrefix("at least 0.55"))
    }

    @Test("without extremes the ends of the scale are used")
    func scaleEnds() throws {
        let finding = try CleanEvidence.finding("spread-and-range", .outcomes, "20,3.95,1.15", "20,3.95,11.5")
        #expect(finding.expected.hasSuffix("between 0 and 10"))
    }
}
