import Foundation
import Testing
import TrialResults
import TrialStatistics
import TrialTestSupport

@testable import TrialAnalysis

/// A question over time from its plan keys to its answer.
struct DurabilityKindTests {
    private static let place = "\(Repository.root)/Tests/Strangers/repeated-times"

    private static func plan(_ keys: [String: String], outcome: String = "pain", measure: String = "SMD") throws
        -> AnalysisPlan
    {
        var options = PlanOptions(title: "Over time", id: "over-time")
        for (key, value) in [
            ("title", "Over time"), ("kind", "durability"), ("outcome", outcome), ("measure", measure),
        ] {
            options.set(key, to: value)
        }
        for (key, value) in keys { try options.set(key, yaml: value) }
        return try PlanReader(file: "options", properties: .builtIn).read(options)
    }

    private static func answer(
        _ keys: [String: String], outcome: String = "pain", measure: String = "SMD"
    ) throws -> (record: AnalysisRecord, answer: DurabilityAnswer) {
        let runner = try PlanRunner(
            try plan(keys, outcome: outcome, measure: measure), text: "",
            datasets: ["": try LoadedDataset(path: place)], cache: nil)
        let record = try #require(try runner.run().document.analyses.first)
        return (record, try #require(record.answer.value as? DurabilityAnswer))
    }

    private static func problems(_ keys: [String: String]) -> [String] {
        do {
            _ = try plan(keys)
            return []
        } catch let error as AnalysisError {
            return error.problems
        } catch {
            return ["\(error)"]
        }
    }

    @Test("all times of twelve trials give R's straight line")
    func straight() throws {
        let keys = ["at": "[1, 6]", "time-correlation": "0", "interval": "normal"]
        let (record, answer) = try Self.answer(keys)
        let fit = try #require(answer.fit)
        // mv_tspub_CAR_REML of the golden family f04; limits from which variances come back cost some digits.
        #expect(abs(fit.fit.coefficients[0].estimate - 0.452543456428339) < 1e-7)
        #expect(abs(fit.fit.coefficients[1].estimate - 0.00630483158430931) < 1e-7)
        #expect(abs(fit.fit.components[0].value - 0.113748965102686) < 1e-6)
        #expect(record.rows.count == 48 && record.studies == 12 && !fit.isRobust)
        #expect(record.rows.map(\.months) == answer.rows.map { $0.months })
        #expect(record.question.rules["time"] == "every")
        #expect(record.headline?.effect == answer.points.last?.effect.natural)
        #expect(!record.allWarnings.contains { $0.code == "assumed-correlation" })
    }

    @Test("each time its own mean gives R's four coefficients")
    func factor() throws {
        let (_, answer) = try Self.answer([
            "over-time": "factor", "at": "[0.5, 1, 2.5, 6]", "structure": "HAR", "time-correlation": "0",
            "interval": "normal",
        ])
        let expected = [0.453458850810292, 0.487406848049269, 0.448008620223666, 0.49591380507857]
        for (point, reference) in zip(answer.points, expected) {
            #expect(abs(point.effect.effect.estimate - reference) < 1e-6)
        }
        #expect(answer.points.count == 4 && answer.points.allSatisfy { $0.trials == 12 })
    }

    @Test("arms that share a control stay rows; people are counted; months beyond the rows are not answered")
    func walking() throws {
        let (record, answer) = try Self.answer(
            ["at": "[3, 12, 48]", "over-time": "log-linear"], outcome: "walking_distance", measure: "MD")
        // Two trials with two doses: three months and two of them.
        #expect(answer.dependence.sharedControls == 4)
        #expect(answer.points.map(\.months) == [3, 12] && answer.unanswered == [48])
        #expect(answer.loneMonths.map(\.months) == [36])
        let summer = answer.rows.filter { $0.trial == "Summer" }
        #expect(summer.compactMap(\.started) == Array(repeating: 108, count: 5))
        #expect(zip(summer, summer.dropFirst()).allSatisfy { ($0.counted ?? 0) > ($1.counted ?? 0) })
        #expect(Set(answer.rows.filter { $0.trial == "Autumn, twice" }.map(\.line)).count == 2)
        #expect(record.allWarnings.contains { $0.code == "assumed-correlation" })
        #expect(answer.scenarios.map(\.correlation) == [0.3, 0.9])
        #expect(answer.scenarios.allSatisfy { $0.points.count == 2 })
    }

    @Test("a stronger correlation of times makes the change surer and the level less sure")
    func correlation() throws {
        func fit(_ r: String) throws -> DurabilityAnswer {
            try Self.answer(
                ["at": "6", "time-correlation": r, "structure": "constant", "interval": "normal"],
                outcome: "walking_distance", measure: "MD"
            ).answer
        }
        let (low, high) = (try fit("0.1"), try fit("0.9"))
        #expect(try #require(high.change).statistic > (try #require(low.change)).statistic)
        let errors = [low, high].map { $0.points[0].effect.effect.standardError }
        #expect(errors[1] > errors[0])
    }

    @Test("a window bounds the months, and what it leaves out is named")
    func window() throws {
        let (record, answer) = try Self.answer(
            ["window": "{from: 2, to: 13}"], outcome: "walking_distance", measure: "MD")
        #expect(Set(answer.rows.map(\.months)) == [3, 6, 12])
        // Two trials at month 1 and one at month 36, two groups each.
        #expect(record.excluded.count { $0.code == "outside-window" } == 6)
    }

    @Test("two trials are refused with the reason; each keeps its own course")
    func refused() throws {
        let (record, answer) = try Self.answer(["arms": "treatment", "at": "12"], outcome: "falls", measure: "PLO")
        #expect(answer.refusal?.reason == .fewTrials && answer.fit == nil && answer.rows.count == 3)
        #expect(record.isAnswered && record.allWarnings.contains { $0.code == "refused-few-trials" })
    }

    @Test("reports of the same people are one trial, and nobody's rows vanish")
    func sharedPatients() throws {
        let file = try Repository.plan()
        var plan = file.plan
        plan.analyses = plan.analyses.filter { $0.id == "edss-change-over-time" }
        let record = try #require(
            try PlanRunner(plan, text: file.text, datasets: file.datasets, cache: nil).run().document.analyses.first)
        let answer = try #require(record.answer.value as? DurabilityAnswer)
        #expect(answer.refusal?.reason == .fewTrials)
        #expect(answer.loneMonths.map(\.months) == [3])
        #expect(Set(answer.rows.map(\.trial)).count == 2 && record.rows.count == 5)
    }

    @Test(
        "what cannot be had is refused by name",
        arguments: [
            (["model": "common"], "model over time is one of random effects"),
            (["heterogeneity": "DL"], "no choice 'DL'"),
            (["prediction": "normal"], "remove 'prediction'"), (["time": "latest"], "remove 'time'"),
            (["time-correlation": "1"], "below 1"), (["correlation-months": "0"], "above 0"),
            (["knots": "[3, 6]"], "three months or more"),
            (["knots": "[3, 6, 12]", "over-time": "linear"], "only a spline"),
            (["structure": "SPEXP"], "no structure 'SPEXP'"), (["at": "[]"], "at least one month"),
            (["correlation-grid": "[0.5, 1.5]"], "holds correlations"), (["levels": "[study]"], "unknown key 'levels'"),
            (["over-time": "quadratic"], "quadratic"),
        ])
    func refusedKeys(keys: [String: String], words: String) {
        let found = Self.problems(keys)
        #expect(found.contains { $0.contains(words) }, "\(found)")
    }
}
