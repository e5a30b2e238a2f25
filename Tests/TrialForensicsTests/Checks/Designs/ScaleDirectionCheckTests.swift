import Testing
import TrialEvidence
import TrialForensics

@Suite("Directions of scales")
struct ScaleDirectionCheckTests {
    @Test("a mean change for the worse while most improved is found")
    func planted() throws {
        let turned = try CleanEvidence.finding("scale-direction", .outcomes, "20,-0.47,0.57", "20,0.47,0.57")
        #expect(turned.severity == .likely && turned.found == "mean 0.47, 12 improved, 1 worsened")
        let scale = try CleanEvidence.finding("scale-direction", .scales, "-10,10,0.5,higher", "-10,10,0.5,lower")
        #expect(scale.expected == "a mean change for the better, as lower is worse")
    }
}
