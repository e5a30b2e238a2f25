import Testing
import TrialEvidence
import TrialForensics

@Suite("GRIM in a dataset")
struct GrimCheckTests {
    @Test("a mean that twenty patients in half steps cannot have is found")
    func planted() throws {
        let finding = try CleanEvidence.finding("grim", .outcomes, "20,3.95,1.15", "20,3.96,1.15")
        #expect(finding.severity == .impossible)
        #expect(finding.places == [Place("outcomes.csv", line: 4, column: "mean")])
        #expect(finding.found == "mean 3.96, n 20")
        #expect(finding.expected.hasPrefix("3.95 or 3.975"))
        #expect(finding.subject == "Alpha2019 MSC, edss_final in all at 6 months, mean_sd")
    }

    @Test("printed zeros count: 4.20 fails where 4.2 may be rounded")
    func printedZeros() throws {
        // 24 patients in half steps: means 1/48 apart, so 5.16 to 5.17 only within two decimals of 5.1667.
        let spoiled = try CleanEvidence.findings("grim", .outcomes, "24,0.17,0.52", "24,0.20,0.52")
        #expect(spoiled.map(\.found) == ["mean 0.2, n 24"])
        #expect(try CleanEvidence.findings("grim", .outcomes, "24,0.17,0.52", "24,0.2,0.52") == [])
    }

    @Test("without a step nothing is said")
    func noStep() throws {
        #expect(
            try CleanEvidence.findings(
                "grim", .scales, "EDSS,0,10,0.5,higher\nedss_final", "EDSS,0,10,,higher\nedss_final") == [])
    }

    @Test("a derived mean has digits that nobody printed")
    func derived() throws {
        var dataset = Dataset(name: "small")
        var scale = Scale(outcome: "edss")
        scale.step = 0.5
        dataset.scales = [scale]
        var row = OutcomeRow(
            arm: ArmKey(studyID: "Alpha2020", armID: "MSC"), outcome: "edss", statistic: .meanSD,
            provenance: Provenance(confidence: .primary))
        (row.n, row.mean) = (20, 3.96)
        dataset.outcomes = [row]
        #expect(GrimCheck().findings(in: ExaminedEvidence(dataset)).count == 1)
        dataset.outcomes[0].derived = [RecordedDerivation(.mean, by: "mean-from-median-range", from: [])]
        #expect(GrimCheck().findings(in: ExaminedEvidence(dataset)).isEmpty)
    }
}
