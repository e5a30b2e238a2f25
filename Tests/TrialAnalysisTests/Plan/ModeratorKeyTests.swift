import Testing
import TrialAnalysis

struct ModeratorKeyTests {
    private func plan(_ words: String) throws(AnalysisError) -> AnalysisPlan {
        try PlanReader(file: "plan.yaml").read(
            """
            format: trialpool/plan@1
            title: T
            analyses:
              - id: a
                title: A
                outcome: edss_change
                measure: MD
                moderators: \(words)
            """)
    }

    @Test("one word or a list, in the order of the plan")
    func words() throws {
        #expect(try plan("year").analyses[0].pooledOptions.moderators == [.year])
        #expect(
            try plan("[follow-up, baseline-edss, dose]").analyses[0].pooledOptions.moderators == [
                .followUp, .baselineEDSS, .dose,
            ])
    }

    @Test("an unknown quantity is an error that names the nearest one")
    func unknown() {
        let error = #expect(throws: AnalysisError.self) { try plan("[yaer]") }
        #expect(error?.problems.first?.contains("did you mean 'year'?") == true)
    }
}
