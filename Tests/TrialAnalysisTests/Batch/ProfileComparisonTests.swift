import Testing
import TrialAnalysis
import TrialResults
import TrialStatistics
import TrialTestSupport

/// Profiles compared over the shipped plan, and rare events read from the shipped evidence.
struct ProfileComparisonTests {
    @Test("a profile moves nothing against itself")
    func same() throws {
        let file = try Repository.plan()
        let comparison = try ProfileComparison(
            MethodProfiles.trialPool1, MethodProfiles.trialPool1, plan: file.plan, datasets: file.datasets)
        #expect(comparison.changes.isEmpty)
        #expect(comparison.analyses.map(\.id) == file.plan.analyses.map(\.id))
        #expect(comparison.analyses.allSatisfy { $0.shifts.isEmpty })
    }

    @Test("what moves is what the runs differ in, and the cause is a choice that differs")
    func moves() throws {
        let file = try Repository.plan()
        let comparison = try ProfileComparison(
            MethodProfiles.trialPool1, MethodProfiles.metafor5, plan: file.plan, datasets: file.datasets)
        #expect(
            comparison.changes.map(\.choice) == ["interval", "prediction interval", "fewest studies for prediction"])
        var plan = file.plan
        plan.profile = "metafor-5"
        func run(_ plan: AnalysisPlan) throws -> [String: Double?] {
            let runner = try PlanRunner(plan, text: file.text, datasets: file.datasets, cache: nil)
            return Dictionary(
                uniqueKeysWithValues: try runner.run().document.analyses.map { ($0.id, $0.pooled?.natural.upper) })
        }
        let (before, after) = (try run(file.plan), try run(plan))
        for analysis in comparison.analyses {
            let upper = analysis.shifts.first { $0.number == "upper limit" }
            guard let a = before[analysis.id] ?? nil, let b = after[analysis.id] ?? nil else { continue }
            if let upper {
                #expect(upper.first == a && upper.second == b)
                #expect(upper.because == ["interval"])
            } else {
                #expect(Tolerance(relative: 1e-8).accepts(a, b))
            }
            // Both profiles estimate τ² alike.
            #expect(!analysis.shifts.contains { $0.number == "τ²" || $0.number == "pooled effect" })
        }
        #expect(comparison.analyses.contains { !$0.shifts.isEmpty })
    }

    @Test("another estimator of τ² moves τ² and says so")
    func estimator() throws {
        let file = try Repository.plan()
        let comparison = try ProfileComparison(
            MethodProfiles.metafor5, MethodProfiles.revMan5, plan: file.plan, datasets: file.datasets)
        let moved = comparison.analyses.flatMap(\.shifts).filter { $0.number == "τ²" }
        #expect(!moved.isEmpty)
        #expect(moved.allSatisfy { $0.because == ["estimator of τ²"] })
    }

    @Test("counts of an outcome go to the panel that fits them")
    func rareEvents() throws {
        let dataset = try #require(Repository.plan().datasets[""])
        let single = try RareEventQuestion(dataset, outcome: "edss_improved", arms: .treatment)
        let table = try single.table()
        #expect(table.rows.contains { $0.code == "glmm-logit-normal" })
        #expect(table.headlineRow?.answer.estimate != nil)
        guard case .groups(let groups) = single.studies else {
            Issue.record("single arms gave no single groups")
            return
        }
        #expect(groups.count == single.labels.count)
        #expect(throws: AnalysisError.self) { try RareEventQuestion(dataset, outcome: "no such outcome") }
    }
}
