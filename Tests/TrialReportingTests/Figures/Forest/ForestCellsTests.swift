import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

@Suite struct ForestCellsTests {
    private func study(_ id: String, _ row: Int, control: Double) -> StudyResult {
        let base = ResultBuilder().study(row, weight: 50)
        return StudyResult(
            study: id, label: base.label, year: nil,
            groups: [
                GroupResult(label: "MSC", total: 20 + Double(row), events: 3),
                GroupResult(label: "Sham", total: control, events: 4),
            ],
            effect: (base.estimate, base.variance, base.limits), natural: base.natural, weight: 50, properties: [:],
            sources: [], notes: [])
    }

    private func totals(_ studies: [StudyResult]) -> [String] {
        ForestCells(studies, style: RevManStyle().forest, format: .revman).totals(studies)
    }

    @Test("participants are added up for each group, in the columns of participants")
    func sums() {
        #expect(totals([study("A", 0, control: 30), study("B", 1, control: 31)]) == ["", "41", "", "61"])
    }

    @Test("a control group that two rows share is not counted twice: no sum is shown")
    func sharedControl() {
        #expect(totals([study("A", 0, control: 31), study("A", 1, control: 31)]) == ["", "41", "", ""])
    }

    @Test("a sum that lacks a study is not shown")
    func missing() {
        let lacking = StudyResult(
            study: "C", label: "C", year: nil, groups: [GroupResult(label: "MSC", events: 1)],
            effect: (0, 1, ConfidenceLimits(lower: -1, upper: 1)),
            natural: NaturalEffect(0, ConfidenceLimits(lower: -1, upper: 1), scale: .log), weight: nil, properties: [:],
            sources: [], notes: [])
        #expect(totals([study("A", 0, control: 31), lacking]) == ["", "", "", ""])
    }
}
