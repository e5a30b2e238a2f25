import Testing
import TrialResults
import TrialStatistics

@testable import TrialAnalysis

/// A question of rare events names what its headline measures, whatever measure the plan reads its rows with.
struct RareEventsKindTests {
    private static func record(_ measure: String) throws -> AnalysisRecord {
        var options = PlanOptions(title: "Vaccine", id: "rare")
        for (key, value) in [
            ("title", "Tuberculosis"), ("kind", "rare-events"), ("outcome", "tuberculosis"), ("measure", measure),
        ] {
            options.set(key, to: value)
        }
        let dataset = try LoadedDataset(path: "\(Repository.root)/Tests/Strangers/bcg")
        let runner = try PlanRunner(
            PlanReader(file: "options").read(options), text: "", datasets: ["": dataset], cache: nil)
        return try #require(try runner.run().document.analyses.first)
    }

    @Test("rows read as risk ratios have a headline that is called an odds ratio", arguments: ["RR", "RD", "OR"])
    func measure(code: String) throws {
        let record = try Self.record(code)
        let headline = try #require(record.headline)
        #expect(headline.measure?.code == "OR" && headline.rows == 13)
        #expect(record.question.measure.code == code)
        // The conditional mixed model of the 13 trials, as the command `rare` gives it.
        #expect(abs((headline.effect?.estimate ?? 0) - 0.4706) < 1e-4)
        let document = ResultDocument(
            engine: "", plan: PlanReference(title: "", sha256: "", profile: "", seed: 1), datasets: [],
            analyses: [record], published: [])
        let row = try #require(SummaryTable(document).table.rows.first)
        #expect(row[1] == "odds ratio" && row[3].hasPrefix("0.47 "))
    }
}
