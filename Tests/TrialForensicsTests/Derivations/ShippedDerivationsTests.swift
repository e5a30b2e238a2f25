import Testing
import TrialEvidence
import TrialForensics

/// What the shipped datasets record as derived.
struct ShippedDerivationsTests {
    @Test(
        "every recorded derivation comes out of its rule again",
        arguments: [("historical-placebo", 28), ("msc-ms-trials", 14)])
    func reproduces(name: String, count: Int) throws {
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let dataset = try DatasetFolder("/\(root)/Datasets/\(name)").read()
        let verdicts = dataset.allOutcomes.flatMap(DerivationAudit.verdicts)
        #expect(verdicts.count == count)
        for verdict in verdicts { #expect(verdict.isSound, "\(verdict.recorded.text): \(verdict.objection ?? "")") }
    }
}
