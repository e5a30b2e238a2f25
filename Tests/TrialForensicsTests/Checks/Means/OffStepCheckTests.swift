import Testing
import TrialEvidence
import TrialForensics

@Suite("Between the steps")
struct OffStepCheckTests {
    @Test("an extreme between half points and a median between quarter points are found")
    func planted() throws {
        let low = try CleanEvidence.finding("off-step", .outcomes, "4.5,2.5,6.0", "4.5,2.7,6.0")
        #expect(low.places == [Place("outcomes.csv", line: 2, column: "min")])
        #expect(low.expected == "2.5 or 3, in steps of 0.5")
        let median = try CleanEvidence.finding("off-step", .outcomes, "4.5,2.5,6.0", "4.6,2.5,6.0")
        #expect(median.places.first?.column == "median")
    }

    @Test("a median of an even number may lie between two values")
    func evenMedian() throws {
        #expect(try CleanEvidence.findings("off-step", .outcomes, "4.5,2.5,6.0", "4.75,2.5,6.0") == [])
    }
}
