import Testing
import TrialEvidence
import TrialForensics

@Suite("Percentages and counts")
struct PercentAndCountCheckTests {
    @Test("a percentage that is not the count's, and one that no count gives, are found")
    func planted() throws {
        let count = try CleanEvidence.finding("percent-and-count", .outcomes, ",11,55.0,percent", ",11,45.0,percent")
        #expect(count.found == "45%, 11 of 20" && count.expected.hasPrefix("55%"))
        let none = try CleanEvidence.finding("percent-and-count", .outcomes, ",35,percent", ",33,percent")
        #expect(none.expected == "30% (6) or 35% (7)")
    }

    @Test("rounding to whole percents is no finding")
    func rounding() throws {
        let whole = try CleanEvidence.findings(
            "percent-and-count", .outcomes, "20,,,,,,,,,,11,55.0,percent", "24,,,,,,,,,,11,46,percent")
        #expect(whole == [])
    }
}
