import Testing
import TrialAnalysis
import TrialResults
import TrialStatistics

/// Studies and people of the shipped plan are counted, not rows and cycles; each row says its months.
struct CountedStudiesAndPeopleTests {
    private func analysis(_ id: String) throws -> AnalysisRecord {
        let file = try Repository.plan()
        var plan = file.plan
        plan.analyses = plan.analyses.filter { $0.id == id }
        let document = try PlanRunner(plan, text: file.text, datasets: file.datasets, cache: nil).run().document
        return try #require(document.analyses.first)
    }

    @Test("three rows of two trials are two studies, in the fit, the headline and the summary")
    func studies() throws {
        let record = try analysis("edss-change-6-months")
        #expect(record.basis == StudyCount(studies: 2, rows: 3))
        #expect(record.pooled?.fit.clusters == 2)
        let summary = SummaryTable(
            ResultDocument(
                engine: "1", plan: PlanReference(title: "", sha256: "", profile: "trialpool-1", seed: 1), datasets: [],
                analyses: [record], published: [])
        ).table
        #expect(summary.rows[0][2] == "2 (3 rows)")
        for change in record.sensitivity {
            // The first period was printed by one of the two only.
            let studies = change.change == "crossover: first-period" ? 1 : 2
            #expect(change.pooled?.fit.independentStudies == studies, "\(change.change)")
        }
    }

    @Test("the cycles of the crossover trial are 48 people, those of the first period everybody once")
    func people() throws {
        for id in ["edss-change-6-months", "treatment-failure-6-months"] {
            for row in try analysis(id).rows {
                #expect(row.persons == (row.study == "Petrou2020" ? 48 : nil), "\(id), \(row.label)")
            }
        }
    }

    @Test("every row of a controlled question says its months")
    func months() throws {
        let record = try analysis("edss-change-6-months")
        #expect(record.rows.map(\.months) == [6, 6, 6])
        let beside = try #require(try analysis("edss-worsened").beside.first)
        #expect(beside.studies.allSatisfy { $0.months == nil })
    }
}
