import Foundation
import Testing
import TrialResults
import TrialStatistics
import TrialTestSupport

@testable import TrialAnalysis

/// A question of several outcomes from its plan keys to its answer.
struct SeveralOutcomesKindTests {
    private static let place = "\(Repository.root)/Tests/Strangers/several-outcomes"

    private static func plan(
        _ keys: [String: String], outcome: String = "fatigue", further: String = "[quality of life, pain (0-10)]"
    ) throws -> AnalysisPlan {
        var options = PlanOptions(title: "Outcomes", id: "outcomes")
        for (key, value) in [
            ("title", "Outcomes"), ("kind", "several-outcomes"), ("outcome", outcome), ("measure", "SMD"),
        ] {
            options.set(key, to: value)
        }
        try options.set("further-outcomes", yaml: further)
        for (key, value) in keys { try options.set(key, yaml: value) }
        return try PlanReader(file: "options", properties: .builtIn).read(options)
    }

    private static func run(_ plan: AnalysisPlan) throws -> (record: AnalysisRecord, answer: SeveralOutcomesAnswer) {
        let runner = try PlanRunner(plan, text: "", datasets: ["": try LoadedDataset(path: place)], cache: nil)
        let record = try #require(try runner.run().document.analyses.first)
        return (record, try #require(record.answer.value as? SeveralOutcomesAnswer))
    }

    private static func problems(_ keys: [String: String], further: String = "[pain (0-10)]") -> [String] {
        do {
            _ = try plan(keys, further: further)
            return []
        } catch let error as AnalysisError {
            return error.problems
        } catch {
            return ["\(error)"]
        }
    }

    @Test("two outcomes of five trials with printed correlations give R's numbers")
    func gums() throws {
        let file = try PlanFile(path: "\(Self.place)/plan.yaml")
        var plan = file.plan
        plan.analyses = plan.analyses.filter { $0.id == "gums" }
        let (record, answer) = try Self.run(plan)
        let effects = answer.effects.map(\.joint.effect)
        // mv_berkey_UN_REML_z of the golden family f04: probing depth, attachment level.
        #expect(
            abs(effects[0].estimate - 0.353428168695353) < 1e-6 && abs(effects[1].estimate + 0.339215178381494) < 1e-6)
        #expect(abs(effects[0].standardError - 0.0588486296966952) < 1e-6)
        #expect(abs(effects[1].standardError - 0.0879051323300573) < 1e-6)
        #expect(abs(try #require(answer.test).statistic - 108.86158971534) < 1e-3)
        #expect(record.rows.count == 10 && answer.trials.count == 5 && answer.dependence.correlation == nil)
        #expect(answer.correlations.map(\.printed.count) == [5])
        #expect(plan.outcomes == ["probing_depth", "attachment_level"])
    }

    @Test("an outcome that is better when higher is turned, and told so; its groups stay as printed")
    func turned() throws {
        let keys = ["better": "lower", "outcome-correlation": "0.4"]
        let further = "[{outcome: quality of life, better: higher}, pain (0-10)]"
        let (record, answer) = try Self.run(try Self.plan(keys, further: further))
        let (plain, other) = try Self.run(try Self.plan(keys))
        #expect(answer.outcomes.map(\.isTurned) == [false, true, false] && other.outcomes.allSatisfy { !$0.isTurned })
        for (row, twin) in zip(record.rows.indices, plain.rows) {
            let isTurned = answer.rows[row].outcome == 1
            #expect(record.rows[row].estimate == (isTurned ? -1 : 1) * twin.estimate)
            #expect(record.rows[row].groups == twin.groups)
            #expect(record.rows[row].notes.contains { $0.contains("sign was turned") } == isTurned)
        }
    }

    @Test("minimal important differences come from the scale and the plan, in typical standard deviations")
    func important() throws {
        let (_, answer) = try Self.run(try Self.plan(["important-differences": "{quality of life: 5}"]))
        #expect(answer.outcomes.map(\.importantPoints) == [4, 5, 1])
        for outcome in answer.outcomes {
            let ratio = try #require(outcome.importantPoints) / (try #require(outcome.important))
            // The typical standard deviation of the scale: 6, 9 and 2 points with a tenth of noise.
            #expect(
                ["fatigue": 5.4...6.6, "quality of life": 8.1...9.9, "pain (0-10)": 1.8...2.2][outcome.code]!.contains(
                    ratio))
        }
    }

    @Test("the guess is said, other correlations stand beside, a given one is not shown twice")
    func correlations() throws {
        let (guessed, first) = try Self.run(try Self.plan([:]))
        #expect(guessed.allWarnings.contains { $0.code == "assumed-correlation" })
        #expect(first.dependence.correlation == 0.5 && first.scenarios.map(\.correlation) == [0, 0.3, 0.6, 0.9])
        let (stated, second) = try Self.run(try Self.plan(["outcome-correlation": "0.3"]))
        #expect(!stated.allWarnings.contains { $0.code == "assumed-correlation" })
        #expect(second.scenarios.map(\.correlation) == [0, 0.6, 0.9])
        let pair = "[{between: [fatigue, quality of life], value: -0.2}]"
        let (_, third) = try Self.run(try Self.plan(["outcome-correlations": pair]))
        #expect(third.correlations.map(\.value) == [-0.2, 0.5, 0.5] && third.dependence.correlation == nil)
    }

    @Test("correlations that cannot all be true are replaced by the nearest ones, and the trials named")
    func impossible() throws {
        let pairs = """
            [{between: [fatigue, quality of life], value: 0.95}, {between: [fatigue, pain (0-10)], value: 0.95},
             {between: [quality of life, pain (0-10)], value: -0.9}]
            """
        let (record, answer) = try Self.run(try Self.plan(["outcome-correlations": pairs]))
        // The trials with all three outcomes.
        #expect(!answer.dependence.replaced.isEmpty && answer.dependence.largestChange > 0.1)
        #expect(record.allWarnings.contains { $0.code == "nearest-covariance" })
    }

    @Test("one trial has no joint model and is answered by its own estimates")
    func oneTrial() throws {
        let (record, answer) = try Self.run(try Self.plan([:], outcome: "sleep", further: "[mood]"))
        #expect(answer.refusal?.reason == .fewTrials && record.isAnswered && record.rows.count == 2)
        #expect(answer.effects.isEmpty && record.headline == nil)
    }

    @Test("measures that share no axis are refused by name")
    func axis() throws {
        let plan = try Self.plan([:], further: "[{outcome: mood, measure: MD}]")
        let error = #expect(throws: AnalysisError.self) { try Self.run(plan) }
        #expect(error?.problems.contains { $0.contains("'mood'") && $0.contains("share no axis") } == true)
        let unknown = try Self.plan([:], further: "[fatige]")
        #expect(throws: AnalysisError.self) { try Self.run(unknown) }
    }

    @Test(
        "what cannot be had is refused by name",
        arguments: [
            (["model": "common"], "model of several outcomes is one of random effects"),
            (["outcome-correlation": "1"], "between -1 and 1"), (["structure": "AR"], "no structure 'AR'"),
            (["outcome-correlations": "[{between: [fatigue, fatigue], value: 0.2}]"], "two different outcomes"),
            (["outcome-correlations": "[{between: [fatigue, sleep], value: 0.2}]"], "'sleep' is none of the outcomes"),
            (["important-differences": "{fatigue: -1}"], "above 0"), (["patient-reported": "[mood]"], "'mood' is none"),
            (["subgroups": "[route]"], "unknown key 'subgroups'"),
        ])
    func refusedKeys(keys: [String: String], words: String) {
        let found = Self.problems(keys)
        #expect(found.contains { $0.contains(words) }, "\(found)")
    }

    @Test("an outcome named twice, and none beside the first, are refused")
    func outcomes() {
        #expect(Self.problems([:], further: "[fatigue]").contains { $0.contains("named twice") })
        #expect(Self.problems([:], further: "[]").contains { $0.contains("need 'further-outcomes'") })
    }
}
