import Testing
import TrialEvidence
import TrialForensics

@Suite("p-values of means")
struct MeansPValueCheckTests {
    @Test("a p-value that no t-test gives is found; on the other side of 0.05 it is likely wrong")
    func planted() throws {
        let far = try CleanEvidence.finding("p-value-of-means", .outcomes, ",,<0.0001,T2", ",,0.4,T2")
        #expect(far.severity == .likely && far.found.hasPrefix("p 0.4; MSC -0.47, SD 0.57, n 20"))
        let near = try CleanEvidence.finding("p-value-of-means", .outcomes, ",,0.06,T2", ",,0.6,T2")
        #expect(near.severity == .doubtful)
        #expect(near.places.map(\.line) == [18, 19])
    }

    @Test("if SDs as SEs would fit, it is said")
    func errors() throws {
        let finding = try CleanEvidence.finding("p-value-of-means", .outcomes, ",,0.06,T2", ",,0.7,T2")
        #expect(finding.advice.hasSuffix("If the SDs were SEs, the p-value would fit."))
    }

    @Test("patients compared with themselves have the paired test's range")
    func paired() throws {
        let spoiled = CleanEvidence.outcomes.components(separatedBy: "0.025,T5").joined(separator: "0.9,T5")
        let found = try CleanEvidence.findings("p-value-of-means", .outcomes, CleanEvidence.outcomes, spoiled)
        #expect(found.count == 2)
        #expect(found.allSatisfy { $0.expected.contains("paired t-test") })
    }
}
