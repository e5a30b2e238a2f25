import Testing
import TrialEvidence
import TrialResults

@testable import TrialAnalysis

struct UnaskedOutcomesTests {
    private func plan(_ more: String) throws -> AnalysisPlan {
        try PlanReader(file: "plan.yaml").read(PlanReaderTests.small + more)
    }

    private var dataset: Dataset {
        var dataset = Dataset(name: "d")
        dataset.outcomes = [("S1", "edss_change"), ("S1", "death"), ("S2", "death"), ("S2", "death"), ("S1", "pain")]
            .map {
                OutcomeRow(
                    arm: ArmKey(studyID: $0.0, armID: "a"), outcome: $0.1, statistic: .events,
                    provenance: Provenance(confidence: .primary))
            }
        var scale = Scale(outcome: "death")
        scale.title = "Death of any cause"
        dataset.scales = [scale]
        return dataset
    }

    @Test("outcomes are counted in the dataset's order, with title and reason")
    func counted() throws {
        let list = try UnaskedOutcomes(plan("not-asked: [{outcomes: [death], reason: rare}]"), dataset).list
        #expect(list.map(\.outcome) == ["death", "pain"])
        #expect(list.map(\.results) == [3, 1] && list.map(\.studies) == [2, 1])
        #expect(list.map(\.title) == ["Death of any cause", nil])
        #expect(list.map(\.reason) == ["rare", nil])
    }

    @Test("an outcome that the dataset lacks is an error with the nearest name")
    func unknown() throws {
        let plan = try plan("not-asked: [{outcomes: [deaht], reason: rare}]")
        let error = #expect(throws: AnalysisError.self) { try UnaskedOutcomes(plan, dataset) }
        #expect(error?.problems.first?.contains("'deaht'") == true)
        #expect(error?.problems.first?.contains("did you mean 'death'?") == true)
    }
}
