import Testing
import TrialEvidence
import TrialForensics
import TrialStatistics

@testable import TrialAnalysis

/// What a row is refused with names the measure in good grammar, whatever measure it is.
struct RefusalWordsTests {
    @Test("a published comparison that is another one", arguments: EffectMeasures.standard.all.map(\.code))
    func published(_ code: String) throws {
        let measure = try EffectMeasures.standard.named(code)
        var refused = 0
        for published in PublishedMeasure.allCases {
            var row = OutcomeRow(
                arm: ArmKey(studyID: "s", armID: "a"), outcome: "o", statistic: .ratioCI,
                provenance: Provenance(confidence: .primary))
            row.effectMeasure = published
            do {
                _ = try PublishedComparison(row, measure: measure, in: Dataset(name: "d"))
            } catch {
                guard error.reason.contains("which is not") else { continue }
                refused += 1
                let isWrong =
                    error.reason.contains(/\b[Aa] [aeioAEIO]/) || error.reason.contains(/\b[Aa]n [bcdfgjklmnpqrstvwyz]/)
                #expect(!isWrong, "\(error.reason)")
                #expect(error.reason.contains(measure.name))
            }
        }
        #expect(refused > 0)
    }
}
