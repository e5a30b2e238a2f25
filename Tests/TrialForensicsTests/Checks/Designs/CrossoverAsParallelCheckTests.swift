import Testing
import TrialEvidence
import TrialForensics

@Suite("Crossover trials")
struct CrossoverAsParallelCheckTests {
    @Test("arms without a period, late results and unpaired arms are found")
    func planted() throws {
        let period = try CleanEvidence.finding(
            "crossover-as-parallel", .arms, "Beta2021,PBO,control,12,1,", "Beta2021,PBO,control,12,,")
        #expect(period.severity == .likely && period.found == "no period for PBO")
        let late = try CleanEvidence.findings("crossover-as-parallel", .studies, "24,0,24,0,6", "24,0,24,0,3")
        #expect(late.map(\.found) == ["2 results after month 3: edss_change"])
        let pair = "MSC-PERIOD,PBO-PERIOD,all,edss_change,12"
        let unpaired = try CleanEvidence.finding(
            "crossover-as-parallel", .outcomes, pair, "MSC-PERIOD,PBO-PERIOD,all,edss_other,12")
        #expect(unpaired.severity == .doubtful && unpaired.places.count == 2)
    }

    @Test("the same arms in a parallel trial are no finding")
    func parallel() throws {
        #expect(
            try CleanEvidence.findings("crossover-as-parallel", .studies, "crossover-rct,Norway", "parallel-rct,Norway")
                == [])
    }
}
