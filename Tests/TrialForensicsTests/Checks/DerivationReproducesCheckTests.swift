import Testing
import TrialEvidence
import TrialForensics

/// The check on recorded derivations: silent on sound ones, with place and number on others.
struct DerivationReproducesCheckTests {
    private func dataset(sd: Double) -> Dataset {
        var dataset = Dataset(name: "small")
        var row = OutcomeRow(
            arm: ArmKey(studyID: "Alpha2020", armID: "MSC"), outcome: "edss", statistic: .meanSD,
            provenance: Provenance(confidence: .primary))
        (row.n, row.mean, row.sd, row.line) = (25, 1, sd, 3)
        row.derived = [RecordedDerivation(.sd, by: "sd-from-se", from: [.init("se", "0.4"), .init("n", "25")])]
        dataset.outcomes = [row]
        return dataset
    }

    @Test("a sound derivation is no finding")
    func sound() {
        #expect(DerivationReproducesCheck().findings(in: ExaminedEvidence(dataset(sd: 2))).isEmpty)
    }

    @Test("a planted error is found in its cell")
    func planted() throws {
        let finding = try #require(DerivationReproducesCheck().findings(in: ExaminedEvidence(dataset(sd: 2.5))).first)
        #expect(finding.check == "derivation-reproduces")
        #expect(finding.severity == .impossible)
        #expect(finding.places == [Place("outcomes.csv", line: 3, column: "sd")])
        #expect(finding.expected == "the rule gives 2")
    }
}
