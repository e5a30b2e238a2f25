import Testing
import TrialEvidence
import TrialForensics

@Suite("Totals of responses")
struct ResponseTotalsCheckTests {
    @Test("too many, too few and different patients are found")
    func planted() throws {
        let stable = "edss_stable,6,events,20,,,,,,,,,,7"
        let many = try CleanEvidence.finding(
            "response-totals", .outcomes, stable, "edss_stable,6,events,20,,,,,,,,,,17")
        #expect(many.severity == .impossible && many.expected == "at most 20 together, not 30")
        let few = try CleanEvidence.finding("response-totals", .outcomes, stable, "edss_stable,6,events,20,,,,,,,,,,5")
        #expect(few.severity == .likely && few.expected == "20 together, not 18")
        let other = try CleanEvidence.finding(
            "response-totals", .outcomes, stable, "edss_stable,6,events,18,,,,,,,,,,7")
        #expect(other.expected.hasPrefix("the same n in all"))
    }

    @Test("with and without a relapse is everybody")
    func complement() throws {
        let finding = try CleanEvidence.finding(
            "response-totals", .outcomes, "relapse_free,6,events,20,,,,,,,,,,17", "relapse_free,6,events,20,,,,,,,,,,16"
        )
        #expect(finding.found == "relapse_any 3/20, relapse_free 16/20")
    }
}
