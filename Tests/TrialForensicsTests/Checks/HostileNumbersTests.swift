import Testing
import TrialEvidence
import TrialForensics

@Suite("Hostile numbers")
struct HostileNumbersTests {
    private let largest = "9223372036854775807"

    @Test("counts as large as they can be are judged, not added beyond their type")
    func largestCounts() throws {
        let arms = CleanEvidence.arms.components(separatedBy: ",20,,").joined(separator: ",\(largest),,")
        let outcomes = CleanEvidence.outcomes.components(separatedBy: "events,20,").joined(
            separator: "events,\(largest),"
        )
        .components(separatedBy: ",,12,,,,T3").joined(separator: ",,\(largest),,,,T3")
        .components(separatedBy: ",mean_sd,20,").joined(separator: ",mean_sd,\(largest),")
        var files = try CleanEvidence.files(.outcomes, CleanEvidence.outcomes, outcomes)
        files.files["arms.csv"] = Array(arms.utf8)
        let evidence = ExaminedEvidence(try DatasetReader().read(files), files: files)
        let found = Set(Examination(evidence).findings.map(\.finding.check))
        #expect(found.isSuperset(of: ["arm-totals", "combined-arm", "response-totals"]))
    }

    @Test(
        "numbers and steps at the ends of what a double holds are judged",
        arguments: [
            (DatasetTable.scales, "-10,10,0.5,higher", "-1e300,1e300,1e-300,higher"),
            (.scales, "-10,10,0.5,higher", "-1e9,1e9,1e-9,higher"),
            (.scales, "qol,quality of life,0,100,,lower", "qol,quality of life,0,1e308,5e-324,lower"),
            (.outcomes, "20,3.95,1.15", "20,1e300,1e300"), (.outcomes, "20,3.95,1.15", "20,1e-300,1e-300"),
            (.outcomes, "0.41,0.94,95,,0.62", "5e-324,1e308,95,,1"), (.outcomes, ",35,percent", ",1e300,percent"),
        ])
    func extremeNumbers(table: DatasetTable, old: String, new: String) throws {
        let files = try CleanEvidence.files(table, old, new)
        let evidence = ExaminedEvidence(try DatasetReader().read(files), files: files)
        for judged in Examination(evidence).findings {
            #expect(!judged.finding.found.isEmpty && !judged.finding.expected.contains("nan"))
        }
    }
}
