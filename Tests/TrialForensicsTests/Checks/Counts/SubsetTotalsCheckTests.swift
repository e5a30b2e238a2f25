import Testing
import TrialEvidence
import TrialForensics

@Suite("Totals of subsets")
struct SubsetTotalsCheckTests {
    private let part = "RRMS,relapse_any,6,events,13,,,,,,,,,,2"

    @Test(
        "more events, more patients or too few others are found",
        arguments: [
            ("13,,,,,,,,,,4", "4 events"), ("21,,,,,,,,,,2", "n 21"), ("20,,,,,,,,,,2", "2/20 beside 3/20 in all"),
        ])
    func planted(cells: String, found: String) throws {
        let finding = try CleanEvidence.finding("subset-totals", .outcomes, part, "RRMS,relapse_any,6,events,\(cells)")
        #expect(finding.severity == .impossible && finding.found == found)
        #expect(finding.places.map(\.line) == [14, 11])
    }
}
