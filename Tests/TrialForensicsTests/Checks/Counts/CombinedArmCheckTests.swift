import Testing
import TrialEvidence
import TrialForensics

@Suite("Combined arms")
struct CombinedArmCheckTests {
    @Test("a combined arm that is not the sum of its parts is found")
    func planted() throws {
        let size = try CleanEvidence.finding("combined-arm", .arms, "comparator,40,,MSC;PBO", "comparator,42,,MSC;PBO")
        #expect(size.severity == .impossible && size.expected == "MSC 20 + PBO 20 = 40")
    }

    @Test("its events are the sum of the parts', its mean between theirs")
    func rows() throws {
        let last = "Alpha2019,ALL,,all,sae_any,6,events,40,,,,,,,,,,2,,,,T3,primary"
        let events = "Alpha2019,ALL,,all,relapse_any,6,events,40,,,,,,,,,,15,,,,T3,primary"
        let finding = try CleanEvidence.finding("combined-arm", .outcomes, last, events)
        #expect(finding.found == "15 events" && finding.expected == "14, the sum of the parts")
        let mean = "Alpha2019,ALL,,all,edss_final,6,mean_sd,40,4.60,1.1,,,,,,,,,,,,T3,primary"
        #expect(try CleanEvidence.finding("combined-arm", .outcomes, last, mean).found == "mean 4.6")
        let between = "Alpha2019,ALL,,all,edss_final,6,mean_sd,40,4.20,1.1,,,,,,,,,,,,T3,primary"
        #expect(try CleanEvidence.findings("combined-arm", .outcomes, last, between) == [])
    }
}
