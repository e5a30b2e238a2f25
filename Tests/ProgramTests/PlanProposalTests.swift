import Foundation
import Testing
import TrialTestSupport

/// What `plan new` proposes can be run, whatever the dataset is called and holds.
struct PlanProposalTests {
    private static let strangers = "\(BuiltProgram.root)/Tests/Strangers"
    static let datasets =
        ((try? FileManager.default.contentsOfDirectory(atPath: strangers)) ?? []).filter {
            FileManager.default.fileExists(atPath: "\(strangers)/\($0)/datapackage.json")
        }.sorted().map { "\(strangers)/\($0)" } + [BuiltProgram.dataset]

    @Test("each proposed question has a row", arguments: datasets)
    func runs(_ dataset: String) throws {
        try BuiltProgram.withFolder { folder in
            let (plan, results) = ("\(folder)/a plan.yaml", "\(folder)/results.json")
            let proposed = try BuiltProgram.run("trialpool", ["plan", "new", dataset, "-o", plan])
            #expect(proposed.status == 0, "\(proposed.errors)")
            let run = try BuiltProgram.run("trialpool-analyze", ["run", plan, "-o", results, "--no-cache", "--quiet"])
            #expect(run.status == 0, "\(run.errors)")
            let content =
                try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: results))) as? [String: Any]
            let analyses = try #require(content?["analyses"] as? [[String: Any]])
            #expect(!analyses.isEmpty)
            for analysis in analyses {
                #expect((analysis["rows"] as? [Any])?.isEmpty == false, "\(analysis["id"] ?? "")")
            }
        }
    }

    @Test("a plan that is there stays, and an empty dataset has no question")
    func edges() throws {
        try BuiltProgram.withFolder { folder in
            let dataset = "\(folder)/empty"
            #expect(try BuiltProgram.run("trialpool", ["new", dataset]).status == 0)
            let again = try BuiltProgram.run("trialpool", ["plan", "new", dataset, "-o", "\(dataset)/plan.yaml"])
            #expect(again.status == 2 && again.errors.contains("there is a file"))
            let shown = try BuiltProgram.run("trialpool", ["plan", "new", dataset])
            #expect(shown.status == 0 && shown.output.contains("analyses: []"))
        }
    }
}
