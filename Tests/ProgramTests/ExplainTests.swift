import Foundation
import Testing
import TrialTestSupport

/// `trialpool-import explain` on the shipped evidence, and plans on pairs, through the built programs.
struct ExplainTests {
    private func explain(_ dataset: String, _ study: String, _ outcome: String, json: Bool = false) throws
        -> BuiltProgram.Outcome
    {
        try BuiltProgram.run("trialpool-import", ["explain", dataset, study, outcome] + (json ? ["--json"] : []))
    }

    @Test("the lesion counts of Llufriu 2014: log mean and standard error from the printed limits")
    func logMean() throws {
        let outcome = try explain(BuiltProgram.dataset, "Llufriu2014", "gel_count")
        #expect(outcome.status == 0, "\(outcome.errors)")
        // log 3.1 and (log 8.8 − log 1.1)/(2 · 1.959964).
        #expect(outcome.output.contains("log mean 1.131, standard error 0.5305"))
        #expect(outcome.output.contains("outcomes.csv:3  MSC"))
        #expect(outcome.output.contains("ci_low 1.1, ci_high 8.8, ci_level 95"))
        #expect(outcome.output.contains("(log upper − log lower) / (2 z)"))
        #expect(outcome.output.contains("doi.org") || outcome.output.contains("https://"))
    }

    @Test("a recorded derivation is shown with its formula, its inputs and whether it reproduces")
    func recorded() throws {
        let outcome = try explain("\(BuiltProgram.root)/Datasets/historical-placebo", "Noseworthy1991", "edss_worsened")
        #expect(outcome.output.contains("events 12 by rounded-percent(percent 22.0; n 56), reproduces"))
        #expect(outcome.output.contains("round(n · percent / 100)"))
        #expect(outcome.output.contains("caution: the percentage does not settle the count"))
    }

    @Test("what is missing is said: pairs without their correlation")
    func missing() throws {
        let outcome = try explain(BuiltProgram.dataset, "Llufriu2014", "gel_change")
        #expect(outcome.output.contains("missing   difference within persons: "))
        #expect(outcome.output.contains("within-person correlation was not printed"))
    }

    @Test("the JSON holds the same, for other programs")
    func json() throws {
        let outcome = try explain(BuiltProgram.dataset, "Petrou2020", "neda", json: true)
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        let rows = try #require(object?["rows"] as? [[String: Any]])
        let recorded = try #require(rows.first?["recorded"] as? [[String: Any]])
        #expect(recorded.first?["reproduces"] as? Bool == true)
        #expect(recorded.first?["text"] as? String == "events = count-from-percent(percent 58.6; n 29)")
    }

    @Test(
        "a mistyped name is one line with the nearest name",
        arguments: [("Llufriu2041", "gel_count", "Llufriu2014"), ("Llufriu2014", "gel_cuont", "gel_count")])
    func mistyped(study: String, outcome: String, nearest: String) throws {
        let run = try explain(BuiltProgram.dataset, study, outcome)
        #expect(run.status == 1)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("did you mean \"\(nearest)\"?"), "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1)
    }

    @Test("a plan pools pairs with a grid of correlations, in its order")
    func pairedPlan() throws {
        let plan = """
            format: trialpool/plan@1
            title: Pairs
            dataset: \(BuiltProgram.dataset)
            analyses:
              - id: gel-change
                title: Change of enhancing lesions
                outcome: gel_change
                measure: MD
                crossover: paired
                correlation: 0.5
                sensitivity:
                  - correlation: [0.3, 0.7, 0]
                  - crossover: first-period

            """
        try BuiltProgram.withFolder { folder in
            func run(_ text: String) throws -> BuiltProgram.Outcome {
                try text.write(toFile: "\(folder)/plan.yaml", atomically: true, encoding: .utf8)
                return try BuiltProgram.run(
                    "trialpool-analyze", ["run", "\(folder)/plan.yaml", "--no-cache", "--json", "--quiet"])
            }
            let answer = try run(plan)
            #expect(answer.status == 0, "\(answer.errors)")
            let object = try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any]
            let analysis = try #require((object?["analyses"] as? [[String: Any]])?.first)
            let study = try #require((analysis["rows"] as? [[String: Any]])?.first)
            // Llufriu 2014, nine patients: −2.8 (5.9) and 3 (5.4), differences with r = 0.5.
            let variance = (5.9 * 5.9 + 5.4 * 5.4 - 5.9 * 5.4) / 9
            #expect(abs(try #require(study["estimate"] as? Double) + 5.8) < 1e-12)
            #expect(abs(try #require(study["variance"] as? Double) - variance) < 1e-12)
            let sensitivity = try #require((analysis["answer"] as? [String: Any])?["sensitivity"] as? [[String: Any]])
            #expect(
                sensitivity.map { $0["change"] as? String } == [
                    "correlation: 0.3", "correlation: 0.7", "correlation: 0", "crossover: first-period",
                ])
            let wrong = try run(
                plan.replacingOccurrences(of: "first-period", with: "first-period\n        correlation: 0.5"))
            #expect(wrong.status != 0)
            #expect(wrong.errors.contains("plan.yaml:14:"), "\(wrong.errors)")
            #expect(wrong.errors.contains("'correlation' has no effect without 'crossover: paired'"))
        }
    }
}
