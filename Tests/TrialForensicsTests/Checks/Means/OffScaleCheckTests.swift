import Testing
import TrialEvidence
import TrialForensics

@Suite("Off the scale")
struct OffScaleCheckTests {
    @Test("a mean and an extreme beyond the ends are found, with their cells")
    func planted() throws {
        let mean = try CleanEvidence.finding("off-scale", .outcomes, "20,3.95,1.15", "20,39.5,1.15")
        #expect(mean.severity == .impossible)
        #expect(mean.places == [Place("outcomes.csv", line: 4, column: "mean")])
        #expect(mean.expected == "0 to 10")
        let low = try CleanEvidence.finding("off-scale", .outcomes, "4.5,2.5,6.0", "4.5,-2.5,6.0")
        #expect(low.places.first?.column == "min")
    }

    @Test("rounding at the end of the scale is no finding")
    func rounding() throws {
        #expect(try CleanEvidence.findings("off-scale", .scales, "0,100,,lower", "0,61.15,,lower") == [])
        #expect(try CleanEvidence.findings("off-scale", .scales, "0,100,,lower", "0,61.1,,lower").count == 1)
    }
}
