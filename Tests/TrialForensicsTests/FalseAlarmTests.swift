import Testing
import TrialEvidence
import TrialForensics
import TrialNumerics

@Suite("False alarms")
struct FalseAlarmTests {
    /// Checks that weigh chance: they are wrong at a small rate by design, the others never.
    private static let weighing: Set<String> = [
        "error-as-deviation", "deviation-as-error", "identical-numbers", "opposite-signs", "scale-direction",
    ]

    @Test("2,000 honest trials, rounded to one or two decimals, raise no arithmetic alarm")
    func honestTrials() throws {
        var generator = SeededGenerator(seed: 20_261_123)
        var alarms: [Finding] = []
        var rows = 0
        for _ in 0..<100 {
            let files = SimulatedTrials.files(trials: 20, &generator)
            let evidence = ExaminedEvidence(try DatasetReader().read(files), files: files)
            rows += evidence.rows.count
            alarms += Examination(evidence).findings.map(\.finding)
        }
        #expect(rows == 2000 * 17)
        #expect(alarms.filter { !Self.weighing.contains($0.check) } == [])
        // By design: opposite signs in at most 1 in 20 datasets, the spreads' test in 2 of 10,000 arms, identical numbers
        // in 1 of 100 datasets.
        let opposite = alarms.count { $0.check == "opposite-signs" }
        #expect(opposite <= 5, "\(opposite)")
        #expect(alarms.count - opposite <= 3, "\(alarms.map(\.check))")
    }

    @Test("the same trials are spoiled, and the alarms come: one wrong digit in each mean of a change")
    func spoiledTrials() throws {
        var generator = SeededGenerator(seed: 4)
        let files = SimulatedTrials.files(trials: 60, &generator)
        var dataset = try DatasetReader().read(files)
        for index in dataset.outcomes.indices where dataset.outcomes[index].outcome == "edss_change" {
            dataset.outcomes[index].mean = dataset.outcomes[index].mean.map { $0 + 0.31 }
        }
        let found = Examination(ExaminedEvidence(dataset, files: files)).findings
        #expect(Set(found.flatMap(\.finding.studies)).count > 50)
    }
}
