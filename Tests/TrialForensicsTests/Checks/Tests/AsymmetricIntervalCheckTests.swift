import Testing
import TrialEvidence
import TrialForensics

@Suite("Asymmetric intervals")
struct AsymmetricIntervalCheckTests {
    @Test("a mistyped limit of a ratio, of a difference and of a mean are found")
    func planted() throws {
        let ratio = try CleanEvidence.finding(
            "asymmetric-interval", .outcomes, "0.41,0.94,95,,0.62", "0.41,0.64,95,,0.62")
        #expect(ratio.severity == .likely && ratio.found == "0.62 (0.41 to 0.64)")
        let difference = try CleanEvidence.finding("asymmetric-interval", .outcomes, "-0.93,-0.07", "-0.83,-0.07")
        #expect(difference.severity == .doubtful)
        let mean = try CleanEvidence.finding("asymmetric-interval", .outcomes, "55.1,67.3", "51.5,67.3")
        #expect(mean.studies == ["Gamma2022"])
    }

    @Test("a ratio in the middle of the natural scale may be a difference")
    func natural() throws {
        let finding = try CleanEvidence.finding(
            "asymmetric-interval", .outcomes, "0.41,0.94,95,,0.62", "0.30,0.94,95,,0.62")
        #expect(finding.severity == .likely && finding.advice.hasSuffix("it may be a difference."))
    }

    @Test("a mean of counts may have its limits on the log scale")
    func logarithmic() throws {
        #expect(
            try CleanEvidence.findings(
                "asymmetric-interval", .outcomes, "24,61.2,,,,,,55.1,67.3", "24,3.1,,,,,,1.1,8.8") == [])
    }
}
